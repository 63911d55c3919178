import { Repository, type SelectQueryBuilder } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import { Organization } from '../organizations/organization.entity.js';
import type { AuditQuery } from './audit-entry.dto.js';
import { AuditEntry } from './audit-entry.entity.js';

export class AuditRepository extends Repository<AuditEntry> {
  page(principal: Principal, query: AuditQuery): Promise<Page<AuditEntry>> {
    const source = this.createQueryBuilder('entry');
    if (principal.role !== 'admin') narrow(source, principal);
    const { resourceType, resourceId, orgId, actor, since, until, at, ipAddress } = query;
    if (resourceType !== undefined) source.andWhere('entry.resourceType = :resourceType', { resourceType });
    if (resourceId !== undefined) source.andWhere('entry.resourceId = :resourceId', { resourceId });
    if (orgId !== undefined)
      source.andWhere('entry.organizationId = :orgId', { orgId: parseOrganizationId(orgId) });
    if (actor !== undefined) {
      source.andWhere('(entry.actorSubject = :actor or entry.actorApiKeyId = :actor)', { actor });
      // Whoever is not shown cannot be searched for either.
      if (principal.role !== 'admin')
        source.andWhere('exists (select from organizations own where own.id = entry.actorOrganizationId)');
    }
    if (since !== undefined) source.andWhere('entry.time >= :since', { since });
    if (until !== undefined) source.andWhere('entry.time < :until', { until });
    if (ipAddress !== undefined)
      source.andWhere('entry.network = any (networks_around(:ipAddress::cidr))', { ipAddress });
    if (at !== undefined)
      source
        .andWhere('entry.time <= :at and entry.after is not null')
        .andWhere(
          `not exists (select from audit_entries later
             where later.resource_type = entry.resource_type and later.resource_id = entry.resource_id
               and later.time <= :at and later.id > entry.id)`,
        )
        // What an organization has does not count while it is deleted, though nothing was written of that.
        .andWhere(
          `not exists (select from audit_entries gone
             where gone.resource_type = 'organization' and gone.resource_id = entry.organization_id::text
               and gone.action = 'deleted' and gone.time <= :at
               and not exists (select from audit_entries back
                 where back.resource_type = 'organization' and back.resource_id = gone.resource_id
                   and back.action = 'restored' and back.time <= :at
                   and back.id > gone.id))`,
        )
        .setParameter('at', at);
    return paginate(this, source, query, sortKeys, query.sort);
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
function narrow(source: SelectQueryBuilder<AuditEntry>, { role, organizationId }: Principal): void {
  // The policy says the same; as a join it lets PostgreSQL begin with the few organizations of a small tenant.
  source.innerJoin(Organization, 'organization', 'organization.id = entry.organizationId');
  source.andWhere(`(entry.resourceType <> 'billingprofile' or entry.organizationId = :organizationId)`, {
    organizationId,
  });
  // Keys are managed, and read about, by managers.
  if (role === 'viewer') source.andWhere(`entry.resourceType <> 'apikey'`);
}

const sortKeys: SortKeys<AuditEntry> = {
  id: { column: 'entry.id', kind: 'number', value: ({ id }) => Number(id) },
  time: { column: 'entry.time', kind: 'time', value: ({ time }) => time },
};
