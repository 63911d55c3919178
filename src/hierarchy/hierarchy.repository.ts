import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { endOfPath } from '../database/path.js';
import { Organization } from '../organizations/organization.entity.js';
import { idsOnPath, ownedResources } from '../organizations/owned-resources.js';
import { visibleOrganizations } from '../organizations/organization.selections.js';
import type { MovePreviewDto } from './hierarchy.dto.js';

@Injectable()
export class HierarchyRepository extends Repository<Organization> {
  override readonly target = Organization;

  /** The ancestors that the caller can see, the parent last. */
  ancestors(organization: Organization): Promise<Organization[]> {
    return visibleOrganizations(this.metadata)
      .where('organization.id = any (?)', idsOnPath(organization.path).slice(0, -1))
      .all(this.manager, { column: 'organization.depth' });
  }

  /** The children of several organizations, in the order of their names. */
  childrenOf(parentIds: number[]): Promise<Organization[]> {
    return visibleOrganizations(this.metadata)
      .where('organization.parent_id = any (?)', parentIds)
      .all(this.manager, { column: 'organization.name' }, { column: 'organization.id' });
  }

  /** The number of children of each organization. An organization without children has no entry. */
  async countChildren(parentIds: number[]): Promise<Map<number, number>> {
    const rows = await this.query<{ id: number; children: number }[]>(
      `select parent_id as id, count(*)::integer as children from organizations
        where parent_id = any ($1) and deleted_at is null group by parent_id`,
      [parentIds],
    );
    return new Map(rows.map(({ id, children }) => [id, children]));
  }

  /** Sets another parent. Triggers move the subtree along and refuse cycles and trees that are too deep. */
  async setParent(id: number, place: Pick<Organization, 'parentId' | 'relationTypeId'>): Promise<void> {
    await this.update(id, place);
  }

  /** The effects of a move that has just taken place; `oldPath` is the former path of `top`. */
  async countMove(oldPath: string, top: Organization): Promise<MovePreviewDto> {
    const move = {
      before: idsOnPath(oldPath).slice(0, -1),
      after: idsOnPath(top.path).slice(0, -1),
      path: top.path,
    };
    const owned = ownedResources()
      .filter(({ countedInMove }) => countedInMove)
      .map(
        ({ name, table }) =>
          `(select count(*)::integer from ${table} where organization_id in (select id from moved)) as "${name}"`,
      );
    const [counts] = await this.query<[MovePreviewDto]>(
      `with moved as (
         select id, path_ids(substr(path, $3)) as line from organizations
          where path >= $1 and path < $2 and deleted_at is null
       ), above as (
         select coalesce(max(status_id) filter (where id = any ($4)), 0) as status_before,
                coalesce(max(status_id) filter (where id = any ($5)), 0) as status_after
           from organizations where id = any ($4) or id = any ($5)
       )
       select ${[
         'count(*)::integer as organizations',
         ...owned,
         `count(*) filter (where status_before <> status_after and greatest(status_before, status_after) >
            (select max(status_id) from organizations own where own.id = any (line))
          )::integer as effective_status_changes`,
       ].join(', ')}
         from moved, above`,
      [top.path, endOfPath(top.path), top.path.length - String(top.id).length - 1, move.before, move.after],
    );
    const inherited: Record<string, number> = {};
    for (const { inheritance } of ownedResources())
      if (inheritance) inherited[inheritance.field] = await inheritance.countChanges(this.manager, move);
    return { ...counts, ...inherited };
  }
}
