import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What routing knows of each table, and the key under which its index has it. */
const sources = [
  {
    table: 'organizations',
    kind: 'organization',
    key: 'id',
    columns: 'name, status_id, parent_id, deleted_at',
  },
  {
    table: 'domains',
    kind: 'domain',
    key: 'domain',
    columns: 'id, domain, organization_id, status, sip_realm, registration_enabled, tls_enabled',
  },
  {
    table: 'org_ips',
    kind: 'network',
    key: 'network',
    columns: 'id, organization_id, network, type, status, allowed_ports, protocols',
  },
];

/**
 * What keeps the instances' index for routing true: a log of what has changed, which says under which key and not what,
 * and a notification at the commit. Whoever reads the log looks the keys up, so it can be read twice, and in any order.
 *
 * Sequences are given before a commit, so by them alone a reader would miss what commits late. Each entry has the id of
 * its transaction instead, and a reader remembers the snapshot that it read with: what that did not see is new.
 */
export class FeedRouting1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table routing_changes (
        xid xid8 not null default pg_current_xact_id(),
        seq bigint generated always as identity,
        kind text not null,
        key text collate "C" not null,
        constraint routing_changes_pkey primary key (xid, seq)
      )`);
    // It names what is of all tenants: for the platform's own eyes.
    await queryRunner.query(`grant select, delete on routing_changes to organizations_platform`);
    for (const { table, kind, key, columns } of sources) {
      const name = `${table}_log_routing_change`;
      await queryRunner.query(`
        create function ${name}() returns trigger language plpgsql as $$
        begin
          if tg_op <> 'INSERT' then
            insert into routing_changes (kind, key) values ('${kind}', old.${key}::text);
          end if;
          if tg_op = 'INSERT' or tg_op = 'UPDATE' and new.${key} <> old.${key} then
            insert into routing_changes (kind, key) values ('${kind}', new.${key}::text);
          end if;
          perform pg_notify('routing_changes', '');
          return null;
        end $$`);
      await queryRunner.query(`call run_as_owner('${name}()')`);
      await queryRunner.query(`
        create trigger ${name} after insert or delete or update of ${columns} on ${table}
          for each row execute function ${name}()`);
    }
    await queryRunner.query(`
      create or replace function change_rights() returns trigger language plpgsql as $$
      begin
        update rights set version = default;
        perform set_config('organizations.changes_rights', 'on', true);
        perform pg_notify('routing_changes', '');
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('change_rights()')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function change_rights() returns trigger language plpgsql as $$
      begin
        update rights set version = default;
        perform set_config('organizations.changes_rights', 'on', true);
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('change_rights()')`);
    for (const { table } of sources) {
      await queryRunner.query(`drop trigger ${table}_log_routing_change on ${table}`);
      await queryRunner.query(`drop function ${table}_log_routing_change()`);
    }
    await queryRunner.query(`drop table routing_changes`);
  }
}
