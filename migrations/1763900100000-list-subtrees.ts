import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organizations own, with what their lists are sorted and filtered by. */
const lists: Record<string, string[]> = {
  domains: ['created_at', 'updated_at', 'domain', 'id', 'type', 'status'],
  org_ips: ['created_at', 'updated_at', 'id', 'type', 'status'],
  contacts: [],
  billing_profiles: [],
  api_keys: [],
};

const ofOrganizations =
  'id, name, ext_reference, created_at, updated_at, type_id, class_id, country_id, status_id, parent_id, depth, deleted_at';

/**
 * Lists of a subtree without a look at each of its rows. The index of the paths holds what a list is sorted and
 * filtered by, so that PostgreSQL picks the rows of a page from the index alone. For that a row has to say by itself
 * that its organization is deleted: its path is '' then, which is in nobody's scope. It comes back with the organization.
 */
export class ListSubtrees1763900100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function follow_organization() returns trigger language plpgsql as $$
      begin
        select case when deleted_at is null then path else '' end into new.path
          from organizations where id = new.organization_id;
        if not found then
          raise exception 'the organization is not there' using errcode = 'foreign_key_violation',
            constraint = tg_table_name || '_organization_id_fkey';
        end if;
        return new;
      end $$`);
    // One organization is deleted, and takes its subtree along: the range of its path. What comes back with it are the
    // organizations in that range that are alive by then.
    await queryRunner.query(`
      create function hide_resources() returns trigger language plpgsql as $$
      begin
        if new.deleted_at is not null then
          execute format('update %I set path = '''' where path >= $1 and path < path_end($1)', tg_argv[0])
            using new.path;
        else
          execute format('update %I set path = owner.path from organizations owner
                           where owner.path >= $1 and owner.path < path_end($1) and owner.deleted_at is null
                             and %I.organization_id = owner.id and %I.path = ''''', tg_argv[0], tg_argv[0], tg_argv[0])
            using new.path;
        end if;
        return null;
      end $$`);
    for (const name of ['follow_organization()', 'hide_resources()'])
      await queryRunner.query(`call run_as_owner('${name}')`);
    await queryRunner.query(`
      create procedure hide_with_organizations(tenant_table text) language plpgsql as $$
      begin
        execute format('create trigger %I after update of deleted_at on organizations for each row
                        when (old.deleted_at is distinct from new.deleted_at
                              and new.id = coalesce(new.deleted_with_id, old.deleted_with_id))
                        execute function hide_resources(%L)', 'organizations_hide_' || tenant_table, tenant_table);
      end $$`);
    for (const [table, columns] of Object.entries(lists)) {
      await queryRunner.query(`call hide_with_organizations('${table}')`);
      // A key of an administrator is the platform's, whatever becomes of the organization that it names.
      await setPaths(
        queryRunner,
        table,
        `update ${table} set path = '' from organizations owner
          where owner.id = ${table}.organization_id and owner.deleted_at is not null and ${table}.path <> '/'`,
      );
      await queryRunner.query(`alter table ${table} alter path set statistics 500`);
      if (columns.length === 0) continue;
      await queryRunner.query(`drop index ${table}_path_idx`);
      await queryRunner.query(
        `create index ${table}_path_idx on ${table} (path) include (${columns.join(', ')})`,
      );
    }
    await queryRunner.query(`alter table organizations alter path set statistics 500`);
    await queryRunner.query(`alter table organizations drop constraint organizations_path_key`);
    await queryRunner.query(
      `alter table organizations add constraint organizations_path_key unique (path) include (${ofOrganizations})`,
    );

    // In PL/pgSQL, whose plans outlive a statement: before PostgreSQL 18 a function in SQL is planned in each one.
    await queryRunner.query(`
      create or replace function effective_status_id(of_path text) returns smallint
        language plpgsql stable parallel safe as $$
      begin
        return (select max(status_id) from organizations where id = any (path_ids(of_path)));
      end $$`);
    await queryRunner.query(`call run_as_owner('effective_status_id(text)')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function effective_status_id(of_path text) returns smallint
        language sql stable parallel safe as
        $$ select max(status_id) from organizations where id = any (path_ids(of_path)) $$`);
    await queryRunner.query(`call run_as_owner('effective_status_id(text)')`);
    await queryRunner.query(`alter table organizations drop constraint organizations_path_key`);
    await queryRunner.query(`alter table organizations add constraint organizations_path_key unique (path)`);
    await queryRunner.query(`alter table organizations alter path set statistics -1`);
    for (const table of Object.keys(lists)) {
      await queryRunner.query(`drop trigger organizations_hide_${table} on organizations`);
      await queryRunner.query(`drop index ${table}_path_idx`);
      await queryRunner.query(`create index ${table}_path_idx on ${table} (path)`);
      await queryRunner.query(`alter table ${table} alter path set statistics -1`);
    }
    await queryRunner.query(`drop procedure hide_with_organizations(text)`);
    await queryRunner.query(`
      create or replace function follow_organization() returns trigger language plpgsql as $$
      begin
        select path into new.path from organizations where id = new.organization_id;
        if not found then
          raise exception 'the organization is not there' using errcode = 'foreign_key_violation',
            constraint = tg_table_name || '_organization_id_fkey';
        end if;
        return new;
      end $$`);
    await queryRunner.query(`call run_as_owner('follow_organization()')`);
    for (const table of Object.keys(lists))
      await setPaths(
        queryRunner,
        table,
        `update ${table} set path = owner.path from organizations owner
          where owner.id = ${table}.organization_id and ${table}.path = ''`,
      );
    await queryRunner.query(`drop function hide_resources()`);
  }
}

/** Paths follow organizations, and nobody else sets them. */
async function setPaths(queryRunner: QueryRunner, table: string, update: string): Promise<void> {
  await queryRunner.query(`alter table ${table} disable trigger ${table}_refuse_path`);
  await queryRunner.query(update);
  await queryRunner.query(`alter table ${table} enable trigger ${table}_refuse_path`);
}
