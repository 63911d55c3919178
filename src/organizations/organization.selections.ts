import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { endOfPath } from '../database/path.js';
import { Selection } from '../database/selection.js';
import type { Organization } from './organization.entity.js';

/** Adds the id and the name of its organization to each row. */
export function withOrganization<T extends ObjectLiteral>(rows: Selection<T>, alias: string): Selection<T> {
  return rows.leftJoin(
    'organization',
    `organizations organization on organization.id = ${alias}.organization_id`,
    ['id', 'name'],
  );
}

/**
 * Excludes rows of deleted organizations: these have an empty path. The caller's scope needs no condition, since row-level
 * security applies it.
 */
export function excludeDeleted<T extends ObjectLiteral>(rows: Selection<T>, alias: string): Selection<T> {
  return rows.where(`${alias}.path <> ''`);
}

/** Narrows organizations to the subtree of `path`, including its top. It is one range of the index on `path`. */
export function withinPath<T extends ObjectLiteral>(organizations: Selection<T>, path: string): Selection<T> {
  return organizations.where('organization.path >= ? and organization.path < ?', path, endOfPath(path));
}

/** The organizations in the caller's scope that are not deleted, each with its parent's name. */
export function visibleOrganizations(metadata: EntityMetadata): Selection<Organization> {
  return Selection.of<Organization>(metadata, 'organization', 'visible', (all) =>
    all
      .leftJoin('parent', 'organizations parent on parent.id = organization.parent_id', ['id', 'name'])
      .leftJoin('block', 'effective_block(organization.path) block on true', ['id', 'since'])
      .leftJoin('blocker', 'organizations blocker on blocker.id = block.organization_id', ['id', 'name'])
      .where('organization.deleted_at is null'),
  );
}
