import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { resourceHistories } from '../organizations/owned-resources.js';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { Selection } from '../database/selection.js';
import { normalizeText } from '../http/text.js';
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
      // The subject of a token is recorded as it is, the name of an API key normalized.
      source = source.where(
        'entry.actor_subject = any (?) or entry.actor_api_key_id = ?',
        [actor, normalizeText(actor)],
        actor,
      );
      // A reader cannot search for an author that the response would not show.
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
        // The rows of a deleted organization do not count, although its deletion writes no entry for them.
        .where(
          `not exists (select from audit_entries deletion
             where deletion.resource_type = 'organization' and deletion.resource_id = entry.organization_id::text
               and deletion.action = 'deleted' and deletion.time <= ?
               and not exists (select from audit_entries restoration
                 where restoration.resource_type = 'organization' and restoration.resource_id = deletion.resource_id
                   and restoration.action = 'restored' and restoration.time <= ?
                   and restoration.id > deletion.id))`,
          at,
          at,
        );
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  /** The names of those organizations that the caller can see or could see before they were deleted. */
  async namesOf(ids: number[]): Promise<Map<number, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<{ id: number; name: string }[]>(
      'select id, name from organizations where id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

/** Narrows the history to entries of a tenant's subtree whose resources the tenant can read. */
function narrow(entries: Selection<AuditEntry>, { role, organizationId }: Principal): Selection<AuditEntry> {
  const narrowed = entries
    // Row-level security has the same effect. The join lets PostgreSQL begin with the few organizations of a small tenant.
    .innerJoin('organizations organization on organization.id = entry.organization_id');
  if (role !== 'viewer') return narrowed;
  return narrowed
    .where('entry.resource_type <> all (?)', typesFor('managers'))
    .where(
      'entry.resource_type <> all (?) or entry.organization_id = ?',
      typesFor('own-organization'),
      organizationId,
    );
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
