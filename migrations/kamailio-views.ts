/** Whether an organization, under this alias, is refused by its own status. */
export const isSuspended = (organization: string): string => `${organization}.status_id = 1`;

/** The same, or by a limit that it has reached. */
export const isSuspendedOrBlocked = (organization: string): string =>
  `(${isSuspended(organization)} or exists (
     select from blocks where blocks.organization_id = ${organization}.id
        and (blocks.month is null or blocks.month = date_trunc('month', now() at time zone 'UTC'))))`;

const isActive = (entry: string): string =>
  `${entry}.status = 'active' and ${entry}.type <> 'media' and ${entry}.path <> ''`;

const LOADED = `grp, masklen(network) desc, network,
  port * case masklen(network) when case family(network) when 4 then 32 else 128 end then 1 else -1 end`;

interface Variant {
  isRefused: (organization: string) => string;
  /** Whether networks of refused organizations alone are left out, unless a wider one would let their calls through. */
  leavesOutRefused: boolean;
}

/** The views `kamailio.address` and `kamailio.domain`, from their names on. */
export function kamailioViews({ isRefused, leavesOutRefused }: Variant): string[] {
  /** The organizations whose calls are refused, by what they or those above them are. */
  const refused = `
    suspended as materialized (
      select distinct below.id
        from organizations above
        join organizations below on below.path >= above.path and below.path < path_end(above.path)
       where ${isRefused('above')} and above.deleted_at is null
    )`;
  const covered = `,
               suspended.id is not null and exists (
                 select from org_ips wider
                  where wider.network = any (networks_around(org_ips.network)) and wider.network <> org_ips.network
                    and ${isActive('wider')}
                    and not exists (select from organizations where id = any (path_ids(wider.path)) and ${isRefused('organizations')})
               ) as covered`;
  return [
    // Whose an address is, by group (the protocol of the signaling) and port (0 for any): the path of the organization, of
    // several that share a network one after another with | between; ! is before one that is refused, itself or above.
    //
    // The first row of a group that matches is taken: of networks the first that was loaded, so the longest prefixes come
    // first and any port last; of single addresses the last, so any port comes first. Hence also the row of a port names
    // those who admit any. The module sorts by group, and takes the square of the time when what it gets is not.
    `kamailio.address as
      with ${refused}, entries as materialized (
        select network, allowed_ports, protocols, path, suspended.id is not null as suspended${leavesOutRefused ? covered : ''}
          from org_ips left join suspended on suspended.id = organization_id
         where ${isActive('org_ips')}
      ), ported as (
        select network, array_agg(distinct port) as ports
          from entries cross join lateral unnest(allowed_ports) as port
         group by network
      ), owned as (
        select network, grp, port,
               string_agg(case when suspended then '!' else '' end || path, '|') as tag
          from entries left join ported using (network)
          join (values ('UDP', 1), ('TCP', 2), ('TLS', 3), ('WS', 4), ('WSS', 5)) as groups (protocol, grp)
            on protocols is null or protocol = any (protocols)
         cross join lateral unnest(coalesce(allowed_ports, 0 || ports, array[0])) as port
         group by network, grp, port
        ${leavesOutRefused ? 'having not bool_and(suspended) or bool_or(covered)' : ''}
      )
      select row_number() over (order by ${LOADED})::integer as id, grp, host(network)::varchar as ip_addr,
             masklen(network) as mask, port, tag::varchar as tag
        from owned
       order by ${LOADED}`,
    // What is said of a domain is in its "did", which the module hands out for it. Attributes in a table of their own cost
    // the module time with the square of their number, each time that it loads.
    `kamailio.domain as
      with ${refused}
      select (row_number() over (order by domain))::integer as id, domain,
             format('org=%s;registration=%s;tls=%s;realm="%s"', path, registration_enabled::integer, tls_enabled::integer,
                    coalesce(sip_realm, domain))::varchar as did,
             updated_at as last_modified
        from domains
       where status = 'active' and path <> ''
         and not exists (select from suspended where suspended.id = organization_id)`,
  ];
}
