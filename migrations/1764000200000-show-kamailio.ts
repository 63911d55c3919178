import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isSuspended, kamailioViews } from './kamailio-views.js';

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
    for (const view of kamailioViews({ isRefused: isSuspended, leavesOutRefused: true }))
      await queryRunner.query(`create view ${view}`);
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
