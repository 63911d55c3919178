import type pg from 'pg';
import type { Population } from './population.js';

/** Queries that must find nothing: the triggers that would have refused such rows did not fire. */
const contradictions: Record<string, string> = {
  'a path that does not follow from the parent': `
    select from organizations o left join organizations above on above.id = o.parent_id
     where o.path <> coalesce(above.path, '/') || o.id || '/' or o.depth <> coalesce(above.depth, 0) + 1`,
  'a root where there should be none': `
    select from organizations where parent_id is null and depth <> 1`,
  'a domain that does not follow its organization': `
    select from domains d left join organizations o on o.id = d.organization_id where o.path is distinct from d.path`,
  'an IP that does not follow its organization': `
    select from org_ips i left join organizations o on o.id = i.organization_id where o.path is distinct from i.path`,
  'an IP that is wider than planned, or that no organization may have': `
    select from org_ips where masklen(network) < 24 or network <<= '127.0.0.0/8' or network <<= '0.0.0.0/8'
                           or network <<= '224.0.0.0/3'`,
  'two IPs of the same address': `select from org_ips group by network having count(*) > 1`,
};

/** Verifies that the API itself could have made the database, and that it contains what is measured. */
export async function verify(client: pg.Client, population: Population): Promise<void> {
  for (const [what, query] of Object.entries(contradictions)) {
    const { rows } = await client.query<{ found: boolean }>(`select exists (${query}) as found`);
    if (rows[0]!.found) throw new Error(`${population.database}: there is ${what}`);
  }
  const { size, largeTenant, largeTenantSize, smallTenant } = population;
  const expected = {
    organizations: size,
    domains: size,
    org_ips: size,
    levels: 8,
    large_tenant: largeTenantSize,
    domains_of_large_tenant: largeTenantSize,
    ips_of_large_tenant: largeTenantSize,
    domains_of_small_tenant: 3,
    ips_of_small_tenant: 3,
  };
  const within = (table: string, id: number): string =>
    `(select count(*)::integer from ${table} where path >= (select path from organizations where id = ${id})
                                       and path < (select path_end(path) from organizations where id = ${id}))`;
  const { rows } = await client.query<typeof expected>(`
    select (select count(*)::integer from organizations) as organizations,
           (select count(*)::integer from domains) as domains,
           (select count(*)::integer from org_ips) as org_ips,
           (select max(depth)::integer from organizations) as levels,
           ${within('organizations', largeTenant)} as large_tenant,
           ${within('domains', largeTenant)} as domains_of_large_tenant,
           ${within('org_ips', largeTenant)} as ips_of_large_tenant,
           ${within('domains', smallTenant)} as domains_of_small_tenant,
           ${within('org_ips', smallTenant)} as ips_of_small_tenant`);
  const found = rows[0]!;
  for (const [name, count] of Object.entries(expected))
    if (found[name as keyof typeof expected] !== count)
      throw new Error(
        `${population.database}: ${name} are ${found[name as keyof typeof expected]}, not ${count}`,
      );
}
