import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The organizations that are suspended, themselves or somewhere above. */
const SUSPENDED = `
  suspended as materialized (
    select distinct below.id
      from organizations above join organizations below on below.path >= above.path and below.path < path_end(above.path)
     where above.status_id = 1 and above.deleted_at is null
  )`;

const isActive = (entry: string): string =>
  `${entry}.status = 'active' and ${entry}.type <> 'media' and ${entry}.path <> ''`;

const LOADED = `grp, masklen(network) desc, network,
  port * case masklen(network) when case family(network) when 4 then 32 else 128 end then 1 else -1 end`;

/**
 * What Kamailio's modules `permissions` and `domain` load, for a proxy that asks no HTTP service for its calls: views with
 * exactly their columns, types and versions (tried: Kamailio 5.6), in a schema that the role `organizations_kamailio`
 * sees, and nothing else. The views look with the eyes of their owner, who owns the database. Texts are varchar, for the
 * driver takes text for binary data, which the modules refuse.
 */
export class ShowKamailio1764000200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Roles belong to the server: another database there may have made it.
    await queryRunner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'organizations_kamailio') then
          create role organizations_kamailio nologin;
        end if;
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception '% may not create the role of the SIP proxies: let an administrator of the server run "create role organizations_kamailio nologin;"',
            current_user;
      end $$`);
    await queryRunner.query(`create schema kamailio`);
    // Whose an address is, by group (the protocol of the signaling) and port (0 for any): the path of the organization, of
    // several that share a network one after another with | between; ! is before one that is suspended, itself or above.
    // A network of suspended organizations alone is left out, unless a wider one would let its calls through.
    //
    // The first row of a group that matches is taken: of networks the first that was loaded, so the longest prefixes come
    // first and any port last; of single addresses the last, so any port comes first. Hence also the row of a port names
    // those who admit any. The module sorts by group, and takes the square of the time when what it gets is not.
    await queryRunner.query(`
      create view kamailio.address as
      with ${SUSPENDED}, entries as materialized (
        select network, allowed_ports, protocols, path, suspended.id is not null as suspended,
               suspended.id is not null and exists (
                 select from org_ips wider
                  where wider.network = any (networks_around(org_ips.network)) and wider.network <> org_ips.network
                    and ${isActive('wider')}
                    and not exists (select from organizations where id = any (path_ids(wider.path)) and status_id = 1)
               ) as covered
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
        having not bool_and(suspended) or bool_or(covered)
      )
      select row_number() over (order by ${LOADED})::integer as id, grp, host(network)::varchar as ip_addr,
             masklen(network) as mask, port, tag::varchar as tag
        from owned
       order by ${LOADED}`);
    // What is said of a domain is in its "did", which the module hands out for it. Attributes in a table of their own cost
    // the module time with the square of their number, each time that it loads.
    await queryRunner.query(`
      create view kamailio.domain as
      with ${SUSPENDED}
      select (row_number() over (order by domain))::integer as id, domain,
             format('org=%s;registration=%s;tls=%s;realm="%s"', path, registration_enabled::integer, tls_enabled::integer,
                    coalesce(sip_realm, domain))::varchar as did,
             updated_at as last_modified
        from domains
       where status = 'active' and path <> ''
         and not exists (select from suspended where suspended.id = organization_id)`);
    await queryRunner.query(`
      create view kamailio.domain_attrs as
      select 0 as id, ''::varchar as did, ''::varchar as name, 0 as type, ''::varchar as value, now() as last_modified
       where false`);
    await queryRunner.query(`
      create view kamailio.version as
      select table_name::varchar, table_version
        from (values ('address', 6), ('domain', 2), ('domain_attrs', 1)) as versions (table_name, table_version)`);
    // Another value after each change, so that a proxy that asks for it knows when to load again. What commits late has
    // the id of an earlier transaction; until all of those before it have ended, it is seen by the sum.
    await queryRunner.query(`
      create view kamailio.changes as
      select format('%s:%s',
               (select xid from routing_changes order by xid desc limit 1),
               (select sum(seq) from routing_changes where xid >= pg_snapshot_xmin(pg_current_snapshot()))
             )::varchar as position`);
    await queryRunner.query(`grant usage on schema kamailio to organizations_kamailio`);
    await queryRunner.query(`grant select on all tables in schema kamailio to organizations_kamailio`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The role stays: it may serve another database of the server.
    await queryRunner.query(`drop schema kamailio cascade`);
  }
}
