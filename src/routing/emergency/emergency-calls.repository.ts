import { Injectable } from '@nestjs/common';
import { Repository, type EntityManager } from 'typeorm';
import { parseOrganizationId } from '../../auth/organization-id.js';
import { Selection } from '../../database/selection.js';
import type { Page } from '../../pagination/page.js';
import { paginate } from '../../pagination/paginate.js';
import type { SortKeys } from '../../pagination/sort.js';
import type { EmergencyCallQuery } from './emergency-call.dto.js';
import { EmergencyCall } from './emergency-call.entity.js';

export type CountedCalls = Omit<EmergencyCall, 'id' | 'time'> & { time: string };

@Injectable()
export class EmergencyCallsRepository extends Repository<EmergencyCall> {
  override readonly target = EmergencyCall;

  page({ orgId, since, until, ...query }: EmergencyCallQuery): Promise<Page<EmergencyCall>> {
    let source = Selection.of<EmergencyCall>(this.metadata, 'emergency_call', 'all', (all) => all);
    if (orgId !== undefined)
      source = source.where('emergency_call.organization_id = ?', parseOrganizationId(orgId));
    if (since !== undefined) source = source.where('emergency_call.time >= ?', since);
    if (until !== undefined) source = source.where('emergency_call.time < ?', until);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }
}

/** Adds calls to those of the same minutes. */
export async function addEmergencyCalls(manager: EntityManager, counted: CountedCalls[]): Promise<void> {
  await manager.query(
    `insert into emergency_calls (time, organization_id, org_ip_id, domain_id, overridden, calls)
     select time, "organizationId", "orgIpId", "domainId", overridden, calls
       from json_to_recordset($1) as counted (time timestamptz, "organizationId" integer, "orgIpId" varchar,
                                              "domainId" varchar, overridden varchar, calls integer)
      order by 1, 2, 3, 4, 5
     on conflict (time, organization_id, org_ip_id, domain_id, overridden)
       do update set calls = emergency_calls.calls + excluded.calls`,
    [JSON.stringify(counted)],
  );
}

const sortKeys: SortKeys<EmergencyCall> = {
  id: { column: 'emergency_call.id', kind: 'number', value: ({ id }) => Number(id) },
  time: { column: 'emergency_call.time', kind: 'time', value: ({ time }) => time },
};
