import { endOfPath } from '../database/path.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { Organization } from '../organizations/organization.entity.js';
import type { MovePreviewDto } from './hierarchy.dto.js';

/** The columns of a billing profile that are no setting. */
const NO_SETTINGS = ['organization_id', 'created_at', 'updated_at'];

export class HierarchyRepository extends OrganizationsRepository {
  /** The ancestors that exist for the caller, the parent last. */
  ancestors(organization: Organization): Promise<Organization[]> {
    return this.visible()
      .where('organization.id = any (?)', lineOf(organization.path).slice(0, -1))
      .all(this.manager, { column: 'organization.depth' });
  }

  /** The living children of several organizations, by name. */
  childrenOf(parentIds: number[]): Promise<Organization[]> {
    return this.visible()
      .where('organization.parent_id = any (?)', parentIds)
      .all(this.manager, { column: 'organization.name' }, { column: 'organization.id' });
  }

  /** How many living children each of several organizations has; none has no entry. */
  async countChildren(parentIds: number[]): Promise<Map<number, number>> {
    const rows = await this.query<{ id: number; children: number }[]>(
      `select parent_id as id, count(*)::integer as children from organizations
        where parent_id = any ($1) and deleted_at is null group by parent_id`,
      [parentIds],
    );
    return new Map(rows.map(({ id, children }) => [id, children]));
  }

  /** Gives an organization another parent. The database moves the subtree along and refuses what must not be. */
  async setParent(id: number, parentId: number | null, relationTypeId: number | null): Promise<void> {
    await this.update(id, { parentId, relationTypeId });
  }

  /** What a move that has just taken place has changed; `oldPath` is where `top` was before. */
  async countMove(oldPath: string, top: Organization): Promise<MovePreviewDto> {
    const before = lineOf(oldPath).slice(0, -1);
    const after = lineOf(top.path).slice(0, -1);
    const fields = await this.inheritedFieldsThatDiffer(before, after);
    const subtree = 'organization.path >= $1 and organization.path < $2 and organization.deleted_at is null';
    const [counts] = await this.query<[MovePreviewDto]>(
      `with moved as (
         select id, path_ids(substr(path, $3)) as line from organizations organization where ${subtree}
       ), above as (
         select coalesce(max(status_id) filter (where id = any ($4)), 0) as status_before,
                coalesce(max(status_id) filter (where id = any ($5)), 0) as status_after
           from organizations where id = any ($4) or id = any ($5)
       )
       select count(*)::integer as organizations,
              (select count(*)::integer from domains where organization_id in (select id from moved)) as domains,
              (select count(*)::integer from org_ips where organization_id in (select id from moved)) as ips,
              (select count(*)::integer from contacts where organization_id in (select id from moved)) as contacts,
              count(*) filter (where status_before <> status_after and greatest(status_before, status_after) >
                (select max(status_id) from organizations own where own.id = any (line))
              )::integer as effective_status_changes,
              count(*) filter (where exists (
                select from unnest($6::text[]) field where not exists (
                  select from billing_profiles profile
                   where profile.organization_id = any (line) and to_jsonb(profile) ->> field is not null
                )
              ))::integer as effective_billing_changes
         from moved, above`,
      [top.path, endOfPath(top.path), top.path.length - String(top.id).length - 1, before, after, fields],
    );
    return counts;
  }

  /** The billing settings that an organization without any own would inherit differently. */
  private async inheritedFieldsThatDiffer(before: number[], after: number[]): Promise<string[]> {
    const profiles = await this.query<{ id: number; profile: Record<string, unknown> }[]>(
      `select organization_id as id, to_jsonb(profile) as profile from billing_profiles profile
        where organization_id = any ($1)`,
      [[...before, ...after]],
    );
    const inherited = (line: number[]): Record<string, unknown> =>
      Object.assign(
        {},
        ...line.map((id) =>
          Object.fromEntries(
            Object.entries(profiles.find((row) => row.id === id)?.profile ?? {}).filter(
              ([field, value]) => value !== null && !NO_SETTINGS.includes(field),
            ),
          ),
        ),
      ) as Record<string, unknown>;
    const [old, now] = [inherited(before), inherited(after)];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
      (field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]),
    );
  }
}

/** The ids on the line from the root down to and including an organization. */
function lineOf(path: string): number[] {
  return path.split('/').filter(Boolean).map(Number);
}
