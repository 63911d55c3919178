import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organizations own; each table gets the path of its organization. */
const owned = ['domains', 'org_ips', 'contacts', 'billing_profiles'];

/**
 * What looks beyond the caller's subtree to hold a rule of the whole platform, and shows the caller nothing of it:
 * these run as the owner of the tables.
 */
const platformWide = [
  'organizations_place()',
  'organizations_carry_subtree()',
  'organizations_refuse_conflict()',
  'org_ips_refuse_conflict()',
  'next_org_ip_id()',
  'effective_status_id(text)',
];

/**
 * Row-level security. The program works as the role `organizations_app`, which owns nothing and bypasses nothing, and
 * sees the rows whose path is in the scope of its transaction:
 *
 *     set local organizations.scope = '/1/12/'; set local organizations.scope_end = '/1/120'
 *
 * Without a scope, or with an empty one, there is nothing to see and nothing to change. For what is done for
 * administrators it takes the role `organizations_platform`, which has no scope: a policy that lets everything through
 * costs nothing, one that compares every row does. The owner of the database, as which the functions run that hold the
 * rules of the platform, sees everything too. It is not named, so that a restored database may have another.
 */
export class IsolateTenants1763800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      do $$ begin
        if not pg_has_role(current_user, 'pg_database_owner', 'usage') then
          raise exception '% makes the tables and has to own the database too: "alter database % owner to %;"',
            current_user, quote_ident(current_database()), quote_ident(current_user);
        end if;
      end $$`);
    // Roles belong to the server: another database there may have made them, even at this very moment.
    await queryRunner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'organizations_app') then
          create role organizations_app nologin;
        end if;
        if not exists (select from pg_roles where rolname = 'organizations_platform') then
          create role organizations_platform nologin in role organizations_app;
        end if;
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception '% may not create the roles of the program: let an administrator of the server run "create role organizations_app nologin; create role organizations_platform nologin in role organizations_app; grant organizations_platform to %;"',
            current_user, quote_ident(current_user);
      end $$`);
    await queryRunner.query(`
      do $$ begin
        -- Who made a role may grant it, and is not in it for that: only trying tells.
        begin
          set local role organizations_platform;
          reset role;
        exception when insufficient_privilege then
          execute format('grant organizations_platform to %I', current_user);
        end;
        execute format('grant usage on schema %I to organizations_app', current_schema());
      exception when insufficient_privilege then
        raise exception '% may not work as the role organizations_platform: let an administrator of the server run "grant organizations_platform to %;"',
          current_user, quote_ident(current_user);
      end $$`);

    // After a transaction that had a scope the settings are empty rather than absent. The cost says what it is to ask
    // for each row, so that the planner takes the range of an index, for which they are asked once.
    for (const name of ['scope', 'scope_end'])
      await queryRunner.query(`
        create function current_${name}() returns text language plpgsql stable parallel safe cost 100 as
          $$ begin return nullif(current_setting('organizations.${name}', true), ''); end $$`);
    await queryRunner.query(`
      create procedure run_as_owner(signature text) language plpgsql as $$
      begin
        execute format('alter function %s security definer set search_path = %I, pg_temp', signature, current_schema());
        execute format('revoke execute on function %s from public', signature);
        -- A trigger fires without it, and whoever has it can hang the function on a table of their own.
        if (select prorettype from pg_proc where oid = signature::regprocedure) <> 'trigger'::regtype then
          execute format('grant execute on function %s to organizations_app', signature);
        end if;
      end $$`);
    for (const name of platformWide) await queryRunner.query(`call run_as_owner('${name}')`);

    await queryRunner.query(`
      create function follow_organization() returns trigger language plpgsql as $$
      begin
        select path into new.path from organizations where id = new.organization_id;
        if not found then
          raise exception 'the organization is not there' using errcode = 'foreign_key_violation',
            constraint = tg_table_name || '_organization_id_fkey';
        end if;
        return new;
      end $$`);
    await queryRunner.query(`
      create function carry_resources() returns trigger language plpgsql as $$
      begin
        execute format('update %I set path = $1 || substr(path, length($2) + 1)
                         where path >= $2 and path < path_end($2)', tg_argv[0]) using new.path, old.path;
        return null;
      end $$`);
    await queryRunner.query(`
      create procedure isolate(tenant_table text) language plpgsql as $$
      begin
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy %I on %I to organizations_app
                        using (path >= current_scope() and path < current_scope_end())',
                       tenant_table || '_in_scope', tenant_table);
        execute format('create policy %I on %I to organizations_platform, pg_database_owner using (true)',
                       tenant_table || '_of_platform', tenant_table);
        execute format('grant select, insert, update on %I to organizations_app', tenant_table);
      end $$`);
    // For a table whose rows belong to organizations and have their paths: they move along with them.
    await queryRunner.query(`
      create procedure isolate_resources(tenant_table text) language plpgsql as $$
      begin
        call isolate(tenant_table);
        execute format('grant delete on %I to organizations_app', tenant_table);
        execute format('create index %I on %I (path)', tenant_table || '_path_idx', tenant_table);
        execute format('create trigger %I before update of path on %I for each row when (pg_trigger_depth() = 0)
                        execute function organizations_refuse_path()', tenant_table || '_refuse_path', tenant_table);
        execute format('create trigger %I after update of parent_id on organizations for each row
                        when (old.path is distinct from new.path) execute function carry_resources(%L)',
                       'organizations_carry_' || tenant_table, tenant_table);
      end $$`);
    await queryRunner.query(`call isolate('organizations')`);
    for (const table of owned) {
      await queryRunner.query(`alter table ${table} add path text collate "C"`);
      await queryRunner.query(
        `update ${table} set path = owner.path from organizations owner where owner.id = ${table}.organization_id`,
      );
      await queryRunner.query(`alter table ${table} alter path set not null`);
      await queryRunner.query(`
        create trigger ${table}_follow_organization before insert or update of organization_id on ${table}
          for each row execute function follow_organization()`);
      await queryRunner.query(`call isolate_resources('${table}')`);
    }
    await queryRunner.query(
      `grant select on organization_statuses, organization_types, organization_classes, relation_types,
         verification_types, contact_types, countries, currencies to organizations_app`,
    );
    await queryRunner.query(
      `grant usage on sequence organization_relations_id_seq, org_ips_id_seq to organizations_app`,
    );

    // What an organization holds that can no longer be restored is free again, whoever asks for it.
    await queryRunner.query(`
      create function release_expired_domains(wanted_id text, wanted_domain text) returns void language sql as $$
        delete from domains using organizations owner
         where (domains.id = wanted_id or domains.domain = wanted_domain)
           and owner.id = domains.organization_id and owner.deleted_at <= restorable_since() $$`);
    await queryRunner.query(`
      create function release_expired_org_ips(wanted_id text, wanted cidr) returns void language sql as $$
        delete from org_ips using organizations owner
         where (org_ips.id = wanted_id or org_ips.network between wanted and last_network_within(wanted)
                or org_ips.network = any (networks_around(wanted)))
           and owner.id = org_ips.organization_id and owner.deleted_at <= restorable_since() $$`);
    for (const name of [
      'follow_organization()',
      'carry_resources()',
      'release_expired_domains(text, text)',
      'release_expired_org_ips(text, cidr)',
    ])
      await queryRunner.query(`call run_as_owner('${name}')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function release_expired_org_ips(text, cidr)`);
    await queryRunner.query(`drop function release_expired_domains(text, text)`);
    for (const table of ['organizations', ...owned]) {
      await queryRunner.query(`drop policy ${table}_of_platform on ${table}`);
      await queryRunner.query(`drop policy ${table}_in_scope on ${table}`);
      await queryRunner.query(`alter table ${table} no force row level security`);
      await queryRunner.query(`alter table ${table} disable row level security`);
    }
    for (const table of owned) {
      await queryRunner.query(`drop trigger organizations_carry_${table} on organizations`);
      await queryRunner.query(`drop trigger ${table}_refuse_path on ${table}`);
      await queryRunner.query(`drop trigger ${table}_follow_organization on ${table}`);
      await queryRunner.query(`alter table ${table} drop path`);
    }
    await queryRunner.query(`drop procedure isolate_resources(text)`);
    await queryRunner.query(`drop procedure isolate(text)`);
    await queryRunner.query(`drop function carry_resources()`);
    await queryRunner.query(`drop function follow_organization()`);
    for (const name of platformWide)
      await queryRunner.query(`alter function ${name} security invoker reset search_path`);
    for (const name of platformWide) await queryRunner.query(`grant execute on function ${name} to public`);
    await queryRunner.query(`drop procedure run_as_owner(text)`);
    await queryRunner.query(`drop function current_scope_end()`);
    await queryRunner.query(`drop function current_scope()`);
    // The roles stay: they may serve another database of the server.
    await queryRunner.query(`
      do $$ begin
        execute format('revoke all on all tables in schema %I from organizations_app', current_schema());
        execute format('revoke all on all sequences in schema %I from organizations_app', current_schema());
        execute format('revoke usage on schema %I from organizations_app', current_schema());
      end $$`);
  }
}
