import { Repository } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { AuditQuery } from './audit-entry.dto.js';
import { AuditEntry } from './audit-entry.entity.js';

export class AuditRepository extends Repository<AuditEntry> {
  page({ scope, role }: Principal, query: AuditQuery): Promise<Page<AuditEntry>> {
    const source = this.createQueryBuilder('entry');
    const { resourceType, resourceId, orgId, actor, since, until, at, ipAddress } = query;
    // Keys are managed, and read about, by managers.
    if (role === 'viewer') source.andWhere(`entry.resourceType <> 'apikey'`);
    if (resourceType !== undefined) source.andWhere('entry.resourceType = :resourceType', { resourceType });
    if (resourceId !== undefined) source.andWhere('entry.resourceId = :resourceId', { resourceId });
    if (orgId !== undefined)
      source.andWhere('entry.organizationId = :orgId', { orgId: parseOrganizationId(orgId) });
    if (actor !== undefined) {
      source.andWhere('entry.actorSubject = :actor', { actor });
      // Whoever is not shown cannot be searched for either.
      if (scope !== '/')
        source.andWhere(
          'exists (select from organizations actor where actor.id = entry.actorOrganizationId)',
        );
    }
    if (since !== undefined) source.andWhere('entry.time >= :since', { since });
    if (until !== undefined) source.andWhere('entry.time < :until', { until });
    if (ipAddress !== undefined)
      source.andWhere(
        `entry.resourceType = 'orgip' and (entry.after ->> 'network')::cidr = any (networks_around(:ipAddress::cidr))`,
        { ipAddress },
      );
    if (at !== undefined)
      source
        .andWhere('entry.time <= :at and entry.after is not null')
        .andWhere(
          `not exists (select from audit_entries later
             where later.resource_type = entry.resource_type and later.resource_id = entry.resource_id
               and later.time <= :at and (later.time, later.id) > (entry.time, entry.id))`,
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

const sortKeys: SortKeys<AuditEntry> = {
  id: { column: 'entry.id', kind: 'number', value: ({ id }) => Number(id) },
  time: { column: 'entry.time', kind: 'time', value: ({ time }) => time },
};
