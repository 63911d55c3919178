import type { ObjectLiteral } from 'typeorm';
import { endOfPath } from '../database/path.js';
import type { Selection } from '../database/selection.js';

/** The organization of each row, by name, of a selection whose rows belong to organizations. */
export function withOrganization<T extends ObjectLiteral>(rows: Selection<T>, alias: string): Selection<T> {
  return rows.leftJoin(
    'organization',
    `organizations organization on organization.id = ${alias}.organization_id`,
    ['id', 'name'],
  );
}

/**
 * Narrows a selection to what belongs to living organizations: what belongs to a deleted one has no path. Whose
 * they are is not asked here: what is outside the caller's scope the database does not show.
 */
export function excludeDeleted<T extends ObjectLiteral>(rows: Selection<T>, alias: string): Selection<T> {
  return rows.where(`${alias}.path <> ''`);
}

/** Narrows organizations to the subtree below and including `path`: one range of the index on it. */
export function withinPath<T extends ObjectLiteral>(organizations: Selection<T>, path: string): Selection<T> {
  return organizations.where('organization.path >= ? and organization.path < ?', path, endOfPath(path));
}
