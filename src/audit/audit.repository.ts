import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { resourceHistories } from '../organizations/owned-resources.js';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { Selection } from '../database/selection.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { AuditQuery } from './audit-entry.dto.js';
import { AuditEntry } from './audit-entry.entity.js';

@Injectable()
export class AuditRepository extends Repository<AuditEntry> {
  override readonly target = AuditEntry;

  page(principal: Principal, query: AuditQuery): Promise<Page<AuditEntry>> {
    let source = Selection.of<AuditEntry>(this.metadata, 'entry', 'all', (all) => all);
    if (principal.role !== 'admin') source = narrow(source, principal);
    const { resourceType, resourceId, orgId, actor, since, until, at, ipAddress } = query;
    if (resourceType !== undefined) source = source.where('entry.resource_type = ?', resourceType);
    if (resourceId !== undefined) source = source.where('entry.resource_id = ?', resourceId);
    if (orgId !== undefined) source = source.where('entry.organization_id = ?', parseOrganizationId(orgId));
    if (actor !== undefined) {
      source = source.where('entry.actor_subject = ? or entry.actor_api_key_id = ?', actor, actor);
      // Whoever is not shown cannot be searched for either.
      if (principal.role !== 'admin')
        source = source.where(
          'exists (select from organizations own where own.id = entry.actor_organization_id)',
        );
    }
    if (since !== undefined) source = source.where('entry.time >= ?', since);
    if (until !== undefined) source = source.where('entry.time < ?', until);
    if (ipAddress !== undefined)
      source = source.where('entry.network = any (networks_around(?::cidr))', ipAddress);
    if (at !== undefined)
      source = source
        .where('entry.time <= ? and entry.after is not null', at)
        .where(
          `not exists (select from audit_entries later
             where later.resource_type = entry.resource_type and later.resource_id = entry.resource_id
               and later.time <= ? and later.id > entry.id)`,
          at,
        )
        // What an organization has does not count while it is deleted, though nothing was written of that.
        .where(
          `not exists (select from audit_entries gone
             where gone.resource_type = 'organization' and gone.resource_id = entry.organization_id::text
               and gone.action = 'deleted' and gone.time <= ?
               and not exists (select from audit_entries back
                 where back.resource_type = 'organization' and back.resource_id = gone.resource_id
                   and back.action = 'restored' and back.time <= ?
                   and back.id > gone.id))`,
          at,
          at,
        );
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  /** The names of those organizations that exist, or existed, for the caller. */
  async namesOf(ids: number[]): Promise<Map<number, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<{ id: number; name: string }[]>(
      'select id, name from organizations where id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

/** What is in the history of a tenant's subtree, and shown to it elsewhere too. */
function narrow(entries: Selection<AuditEntry>, { role, organizationId }: Principal): Selection<AuditEntry> {
  const narrowed = entries
    // The policy says the same; as a join it lets PostgreSQL begin with the few organizations of a small tenant.
    .innerJoin('organizations organization on organization.id = entry.organization_id')
    .where(
      'entry.resource_type <> all (?) or entry.organization_id = ?',
      typesFor('own-organization'),
      organizationId,
    );
  return role === 'viewer'
    ? narrowed.where('entry.resource_type <> all (?)', typesFor('managers'))
    : narrowed;
}

function typesFor(readers: 'managers' | 'own-organization'): string[] {
  return [...resourceHistories().values()]
    .filter((history) => history.readers === readers)
    .map(({ type }) => type);
}

const sortKeys: SortKeys<AuditEntry> = {
  id: { column: 'entry.id', kind: 'number', value: ({ id }) => Number(id) },
  time: { column: 'entry.time', kind: 'time', value: ({ time }) => time },
};
