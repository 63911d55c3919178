import type { EntityMetadata } from 'typeorm';
import { Selection } from '../database/selection.js';
import type { Organization } from './organization.entity.js';

/** The organizations in the caller's scope that are not deleted, each with its parent's name. */
export function visibleOrganizations(metadata: EntityMetadata): Selection<Organization> {
  return Selection.of<Organization>(metadata, 'organization', 'visible', (all) =>
    all
      .leftJoin('parent', 'organizations parent on parent.id = organization.parent_id', ['id', 'name'])
      .where('organization.deleted_at is null'),
  );
}
