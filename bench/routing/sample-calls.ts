import type { Cluster } from '../data/cluster.js';
import type { Population } from '../data/population.js';
import type { LoadRequest } from '../load/job.js';

const SIZE = 8_192;

/** A routing request of a SIP proxy and the expected response. */
export interface SampleCall {
  ip: string;
  ipId: string;
  domain: string;
  domainId: string;
  reason: string;
}

/** Addresses and domains of the same organizations, selected evenly by hashes. */
export function takeSampleCalls(cluster: Cluster, { database }: Population): Promise<SampleCall[]> {
  return cluster.within(database, async (client) => {
    const { rows } = await client.query<SampleCall>(
      `select host(broadcast(e.network)) as ip, e.id as "ipId", d.domain, d.id as "domainId",
              case when e.type = 'media' then 'wrong_type'
                   when e.status <> 'active' then 'inactive_ip'
                   when d.status <> 'active' then 'inactive_domain'
                   when effective_status_id(e.path) <> 0 then 'organization_suspended'
                   else 'allowed' end as reason
         from (select * from org_ips order by md5(id) limit ${SIZE}) e
         join lateral (select * from domains where organization_id = e.organization_id order by id limit 1) d on true`,
    );
    return rows;
  });
}

/** The request to the program, which returns the full decision. */
export function decision({ ip, ipId, domain, domainId, reason }: SampleCall): LoadRequest {
  const path = `/routing/decision?ip=${ip}&port=5060&protocol=UDP&domain=${domain}`;
  const expected = [`"reason":"${reason}"`, `"ip":{"id":"${ipId}"`, `"domain":{"id":"${domainId}"`];
  return { method: 'GET', path, status: 200, expected };
}
