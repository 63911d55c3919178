import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { endOfPath } from '../database/path.js';
import { lockThenRead, type HierarchyLock } from '../database/locks.js';
import type { Selection } from '../database/selection.js';
import type { Page } from '../pagination/page.js';
import type { SortKeys } from '../pagination/sort.js';
import { paginate } from '../pagination/paginate.js';
import type { OrganizationQuery } from './organization.dto.js';
import { Organization } from './organization.entity.js';
import { ownedResources } from './owned-resources.js';
import { visibleOrganizations } from './organization.selections.js';

@Injectable()
export class OrganizationsRepository extends Repository<Organization> {
  override readonly target = Organization;

  visible(): Selection<Organization> {
    return visibleOrganizations(this.metadata);
  }

  findVisible(id: number): Promise<Organization | null> {
    return this.visible().where('organization.id = ?', id).one(this.manager);
  }

  /** Locks the row until the transaction ends and then reads it. */
  lockVisible(id: number, hierarchy?: HierarchyLock): Promise<Organization | null> {
    return lockThenRead(this.manager, { hierarchy, row: { table: 'organizations', id } }, () =>
      this.findVisible(id),
    );
  }

  /**
   * Reads one page of `source`, which is narrowed from `visible`. Cursors contain only the part of a path below `top`,
   * because the caller may not be allowed to see the ids above it.
   */
  page(source: Selection<Organization>, query: OrganizationQuery, top = ''): Promise<Page<Organization>> {
    if (query.name !== undefined) source = source.where('organization.name = ?', query.name);
    if (query.ext_reference !== undefined)
      source = source.where('organization.ext_reference = ?', query.ext_reference);
    for (const [column, value] of [
      ['status_id', query.status],
      ['type_id', query.type],
      ['class_id', query.class],
      ['country_id', query.country],
    ] as const)
      if (value !== undefined) source = source.whereSkewed(`organization.${column} = ?`, value);
    return paginate(this.manager, source, query, sortKeys(top), query.sort);
  }

  /** The number of children, and of the rows of each kind that keep an organization from being deleted. */
  async countContents(id: number): Promise<Record<string, number>> {
    const owned = ownedResources()
      .filter(({ blocksDeletion }) => blocksDeletion)
      .map(
        ({ name, table }) =>
          `(select count(*)::integer from ${table} where organization_id = $1) as "${name}"`,
      );
    const [counts] = await this.query<[Record<string, number>]>(
      `select ${['(select count(*)::integer from organizations where parent_id = $1 and deleted_at is null) as children', ...owned].join(', ')}`,
      [id],
    );
    return counts;
  }

  /** Marks `top` and everything below it as deleted; returns the number of organizations and the time. */
  async deleteSubtree(top: Organization): Promise<{ organizations: number; deletedAt: Date }> {
    const [deleted] = await this.query<[{ organizations: number; deletedAt: Date }]>(
      `with deleted as (
         update organizations set deleted_at = now(), deleted_with_id = $1
          where path >= $2 and path < $3 and deleted_at is null returning 1
       ) select count(*)::integer as organizations, now() as "deletedAt" from deleted`,
      [top.id, top.path, endOfPath(top.path)],
    );
    return deleted;
  }

  /** The organization, if it was deleted so recently that the deletion can still be undone. */
  findRestorable(id: number): Promise<Organization | null> {
    return this.createQueryBuilder('organization')
      .leftJoin('organization.parent', 'parent')
      .addSelect(['parent.id', 'parent.deletedAt'])
      .where('organization.id = :id and organization.deletedAt > restorable_since()', { id })
      .getOne();
  }

  async restoreDeletedWith(id: number): Promise<void> {
    // Not through `update`, which would also set `updated_at` of all of them.
    await this.query(
      `update organizations set deleted_at = null, deleted_with_id = null
        where deleted_with_id = $1 and deleted_at is not null`,
      [id],
    );
  }
}

const sortKeys = (top: string): SortKeys<Organization> => ({
  path: {
    column: 'organization.path',
    kind: 'text',
    value: ({ path }) => path.slice(top.length),
    restore: (below) => `${top}${below}`,
  },
  id: { column: 'organization.id', kind: 'number', value: ({ id }) => id },
  name: { column: 'organization.name', kind: 'text', value: ({ name }) => name },
  created: { column: 'organization.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
  updated: { column: 'organization.updated_at', kind: 'time', value: ({ updatedAt }) => updatedAt },
  ext_reference: {
    column: 'organization.ext_reference',
    kind: 'text',
    value: ({ extReference }) => extReference,
  },
});
