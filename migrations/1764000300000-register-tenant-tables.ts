import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to an organization, with the name and the id that the history has for a row. */
const tenantTables = [
  { table: 'domains', type: 'domain', id: 'id' },
  { table: 'org_ips', type: 'orgip', id: 'id' },
  { table: 'contacts', type: 'contact', id: 'id' },
  { table: 'billing_profiles', type: 'billingprofile', id: 'organization_id' },
  { table: 'api_keys', type: 'apikey', id: 'id' },
];

/** Columns that the history leaves out: the database derives them, or they are secret, or they change without a write. */
const hidden = ['path', 'depth', 'hash', 'previous_hash', 'last_used_at'];

/**
 * PostgreSQL fires triggers of the same event in the order of their names. The number in a name shows the order, and
 * the comment on each trigger says what depends on it.
 */
const triggerNames: [table: string, before: string, after: string, comment: string][] = [
  [
    'organizations',
    'organizations_refuse_path',
    'organizations_10_refuse_path',
    'Before organizations_20_place, which sets the path itself.',
  ],
  ['organizations', 'organizations_place', 'organizations_20_place', 'Derives path, depth and relation_id.'],
  ...tenantTables.map(({ table }): [string, string, string, string] => [
    'organizations',
    `organizations_carry_${table}`,
    `organizations_30_carry_${table}`,
    'Before organizations_40_refuse_conflict, which reads the new paths.',
  ]),
  [
    'organizations',
    'organizations_carry_subtree',
    'organizations_35_carry_subtree',
    'Before organizations_40_refuse_conflict, which reads the new paths.',
  ],
  [
    'organizations',
    'organizations_refuse_conflict',
    'organizations_40_refuse_conflict',
    'After the subtree and its rows have their new paths.',
  ],
  ...tenantTables.map(({ table }): [string, string, string, string] => [
    'organizations',
    `organizations_hide_${table}`,
    `organizations_50_hide_${table}`,
    'Rows of a deleted organization leave every scope, and return with it.',
  ]),
  [
    'organizations',
    'organizations_change_rights',
    'organizations_60_advance_auth_epoch',
    'Any order: the new epoch is visible at the commit.',
  ],
  [
    'organizations',
    'organizations_log_routing_change',
    'organizations_70_log_routing_change',
    'Any order: readers look up the key after the commit.',
  ],
  ...tenantTables.flatMap(({ table }): [string, string, string, string][] => [
    [
      table,
      `${table}_refuse_path`,
      `${table}_10_refuse_path`,
      `Before ${table}_20_follow_organization, which sets the path itself.`,
    ],
    [
      table,
      `${table}_follow_organization`,
      `${table}_20_follow_organization`,
      'Derives the path from the organization.',
    ],
  ]),
  [
    'org_ips',
    'org_ips_refuse_conflict',
    'org_ips_30_refuse_conflict',
    'After org_ips_20_follow_organization has refused an organization that does not exist.',
  ],
  [
    'api_keys',
    'api_keys_change_rights',
    'api_keys_60_advance_auth_epoch',
    'Any order: the new epoch is visible at the commit.',
  ],
  ...['domains', 'org_ips'].map((table): [string, string, string, string] => [
    table,
    `${table}_log_routing_change`,
    `${table}_70_log_routing_change`,
    'Any order: readers look up the key after the commit.',
  ]),
];

/** What an instance of the release before still uses during a rolling upgrade. The next release drops these. */
const compatibility =
  'For instances of the release before, during a rolling upgrade. The next release drops it.';

const usageTables = [
  { table: 'domain_usage', before: 'domain_traffic', id: 'domain_id' },
  { table: 'org_ip_usage', before: 'org_ip_traffic', id: 'org_ip_id' },
];

/**
 * One procedure sets up a table whose rows belong to organizations: `register_tenant_table`. History records every
 * column that a table has or will have. Triggers show their order in their names. Usage and the auth epoch get the names
 * that the code has for them.
 */
export class RegisterTenantTables1764000300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Each unit of work reads this table first. The lock waits for those that have begun, and makes the next ones wait
    // before they lock anything else: no deadlock with the locks below.
    await queryRunner.query(`lock table rights in access exclusive mode`);
    for (const [table, before, after, comment] of triggerNames) {
      await queryRunner.query(`alter trigger ${before} on ${table} rename to ${after}`);
      await queryRunner.query(`comment on trigger ${after} on ${table} is '${comment}'`);
    }
    await this.renameAuthEpoch(queryRunner);
    await this.renameUsage(queryRunner);
    await this.recordEveryColumn(queryRunner);
    await this.createRegistration(queryRunner);
  }

  private async renameAuthEpoch(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table rights rename to auth_epoch`);
    await queryRunner.query(`alter table auth_epoch rename column version to value`);
    await queryRunner.query(`alter table auth_epoch rename constraint rights_pkey to auth_epoch_pkey`);
    await queryRunner.query(
      `alter table auth_epoch rename constraint rights_one_check to auth_epoch_one_check`,
    );
    await queryRunner.query(`alter function change_rights() rename to advance_auth_epoch`);
    await queryRunner.query(`
      create or replace function advance_auth_epoch() returns trigger language plpgsql as $$
      begin
        update auth_epoch set value = default;
        perform set_config('organizations.advances_auth_epoch', 'on', true);
        perform pg_notify('routing_changes', '');
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('advance_auth_epoch()')`);
    await queryRunner.query(`alter function require_rights(uuid) rename to require_auth_epoch`);
    // A transaction that advances the epoch itself ends with another one than it began with.
    await queryRunner.query(`
      create or replace function require_auth_epoch(known uuid) returns void language plpgsql stable as $$
      begin
        if not exists (select from auth_epoch where value = known)
           and current_setting('organizations.advances_auth_epoch', true) is distinct from 'on' then
          raise exception 'the permissions of some callers have changed' using errcode = 'OR001';
        end if;
      end $$`);
    await queryRunner.query(
      `create view rights with (security_invoker = true) as select one, value as version from auth_epoch`,
    );
    await queryRunner.query(`comment on view rights is '${compatibility}'`);
    await queryRunner.query(`grant select on rights to organizations_app`);
    await queryRunner.query(`
      create function require_rights(known uuid) returns void language sql stable as
        $$ select require_auth_epoch(known) $$`);
    await queryRunner.query(`comment on function require_rights(uuid) is '${compatibility}'`);
  }

  private async renameUsage(queryRunner: QueryRunner): Promise<void> {
    for (const { table, before, id } of usageTables) {
      await queryRunner.query(`alter table ${before} rename to ${table}`);
      await queryRunner.query(`alter table ${table} rename constraint ${before}_pkey to ${table}_pkey`);
      await queryRunner.query(
        `alter table ${table} rename constraint ${before}_${id}_fkey to ${table}_${id}_fkey`,
      );
      for (const policy of ['in_scope', 'of_platform'])
        await queryRunner.query(`alter policy ${before}_${policy} on ${table} rename to ${table}_${policy}`);
      await queryRunner.query(
        `create view ${before} with (security_invoker = true) as select ${id}, hour, requests, last_seen_at from ${table}`,
      );
      await queryRunner.query(`comment on view ${before} is '${compatibility}'`);
      await queryRunner.query(`grant select on ${before} to organizations_app`);
      await queryRunner.query(`grant insert, update, delete on ${before} to organizations_platform`);
    }
  }

  private async recordEveryColumn(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function record_history() returns trigger language plpgsql as $$
      declare
        hidden constant text[] := '{${hidden.join(',')}}';
        actor jsonb := nullif(current_setting('organizations.actor', true), '');
        was jsonb;
        is_now jsonb;
        what text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'updated' else 'deleted' end;
      begin
        if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
        if tg_op <> 'DELETE' then is_now := to_jsonb(new); end if;
        if tg_op = 'UPDATE' then
          if was - hidden = is_now - hidden and was ->> 'hash' is not distinct from is_now ->> 'hash' then
            return null;
          end if;
          if tg_argv[0] = 'organization' then
            if was ->> 'deleted_at' is null and is_now ->> 'deleted_at' is not null then
              what := 'deleted';
            elsif was ->> 'deleted_at' is not null and is_now ->> 'deleted_at' is null then
              what := 'restored';
            elsif was ->> 'parent_id' is distinct from is_now ->> 'parent_id' then
              what := 'moved';
            end if;
          elsif was ->> 'organization_id' is distinct from is_now ->> 'organization_id' then
            what := 'transferred';
          elsif was ->> 'hash' is distinct from is_now ->> 'hash' then
            what := 'rotated';
          end if;
        end if;
        insert into audit_entries (action, resource_type, resource_id, organization_id,
                                   actor_subject, actor_role, actor_organization_id, actor_api_key_id, request_id,
                                   network, before, after)
        select what, tg_argv[0], coalesce(is_now, was) ->> tg_argv[1],
               case when part.path <> '/' then part.owner_id end,
               left(actor ->> 'subject', 255), coalesce(actor ->> 'role', 'system'),
               (actor ->> 'organizationId')::integer, actor ->> 'apiKeyId', left(actor ->> 'requestId', 128),
               case tg_argv[0] when 'orgip' then (part.after ->> 'network')::cidr end,
               part.before - hidden, part.after - hidden
          from (
            -- A transfer makes two entries: neither organization sees what the other one does with the resource.
            select (was ->> 'organization_id')::integer as owner_id, was ->> 'path' as path,
                   was as before, null::jsonb as after
             where what = 'transferred'
            union all
            select (is_now ->> 'organization_id')::integer, is_now ->> 'path', null, is_now
             where what = 'transferred'
            union all
            select (coalesce(is_now, was) ->> case tg_argv[0] when 'organization' then 'id' else 'organization_id' end)::integer,
                   coalesce(is_now, was) ->> 'path',
                   case what when 'restored' then null else was end,
                   case what when 'deleted' then null else is_now end
             where what <> 'transferred'
          ) part;
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('record_history()')`);
    // The condition of the update keeps a move from calling the function for each row that it carries along: there only
    // the path changes, inside of a trigger. Rows are compared as bytes, because json has no equality.
    await queryRunner.query(`
      create procedure record_history_of(audited_table text, resource_type text, id_column text, parent_column text)
        language plpgsql as $$
      begin
        execute format('create trigger %I after insert or delete on %I for each row
                        execute function record_history(%L, %L)',
                       audited_table || '_80_record_history', audited_table, resource_type, id_column);
        execute format('create trigger %I after update on %I for each row
                        when (case when old.path = new.path then old.* *<> new.*
                                   else old.%I is distinct from new.%I or pg_trigger_depth() = 0 end)
                        execute function record_history(%L, %L)',
                       audited_table || '_80_record_update', audited_table, parent_column, parent_column,
                       resource_type, id_column);
        execute format('comment on trigger %I on %I is %L', audited_table || '_80_record_history', audited_table,
                       'Last: records the row as the triggers before have left it.');
        execute format('comment on trigger %I on %I is %L', audited_table || '_80_record_update', audited_table,
                       'Last: records the row as the triggers before have left it.');
      end $$`);
    await queryRunner.query(`drop trigger organizations_record_history on organizations`);
    await queryRunner.query(`call record_history_of('organizations', 'organization', 'id', 'parent_id')`);
    for (const { table, type, id } of tenantTables) {
      await queryRunner.query(`drop trigger ${table}_record_history on ${table}`);
      await queryRunner.query(`call record_history_of('${table}', '${type}', '${id}', 'organization_id')`);
    }
  }

  private async createRegistration(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create procedure register_tenant_table(
        tenant_table text,
        resource_type text,
        id_column text default 'id',
        path_columns text default ''
      ) language plpgsql as $$
      declare
        carry text := 'organizations_30_carry_' || tenant_table;
        hide text := 'organizations_50_hide_' || tenant_table;
        refuse text := tenant_table || '_10_refuse_path';
        follow text := tenant_table || '_20_follow_organization';
      begin
        -- The path: derived from the organization, never set by hand, carried along with a move, '' while the
        -- organization is deleted.
        execute format('alter table %I add path text collate "C"', tenant_table);
        execute format('update %I set path = case when deleted_at is null then owner.path else '''' end
                          from organizations owner where owner.id = organization_id', tenant_table);
        execute format('alter table %I alter path set not null, alter path set statistics 500', tenant_table);
        execute format('create index %I on %I (path)%s', tenant_table || '_path_idx', tenant_table,
                       case path_columns when '' then '' else format(' include (%s)', path_columns) end);
        execute format('create trigger %I before update of path on %I for each row when (pg_trigger_depth() = 0)
                        execute function organizations_refuse_path()', refuse, tenant_table);
        execute format('comment on trigger %I on %I is %L', refuse, tenant_table,
                       format('Before %s, which sets the path itself.', follow));
        execute format('create trigger %I before insert or update of organization_id on %I for each row
                        execute function follow_organization()', follow, tenant_table);
        execute format('comment on trigger %I on %I is %L', follow, tenant_table,
                       'Derives the path from the organization.');
        execute format('create trigger %I after update of parent_id on organizations for each row
                        when (old.path is distinct from new.path) execute function carry_resources(%L)',
                       carry, tenant_table);
        execute format('comment on trigger %I on organizations is %L', carry,
                       'Before organizations_40_refuse_conflict, which reads the new paths.');
        execute format('create trigger %I after update of deleted_at on organizations for each row
                        when (old.deleted_at is distinct from new.deleted_at
                              and new.id = coalesce(new.deleted_with_id, old.deleted_with_id))
                        execute function hide_resources(%L)', hide, tenant_table);
        execute format('comment on trigger %I on organizations is %L', hide,
                       'Rows of a deleted organization leave every scope, and return with it.');
        -- Isolation: the rows whose path is in the scope of the transaction.
        call isolate(tenant_table);
        execute format('grant delete on %I to organizations_app', tenant_table);
        call record_history_of(tenant_table, resource_type, id_column, 'organization_id');
      end $$`);
    await queryRunner.query(
      `comment on procedure register_tenant_table(text, text, text, text) is
         'Sets up a table with a column organization_id: path, isolation, moves, deletion, history.'`,
    );
    await queryRunner.query(`drop procedure isolate_resources(text)`);
    await queryRunner.query(`drop procedure hide_with_organizations(text)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop procedure register_tenant_table(text, text, text, text)`);
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
    await queryRunner.query(`
      create procedure hide_with_organizations(tenant_table text) language plpgsql as $$
      begin
        execute format('create trigger %I after update of deleted_at on organizations for each row
                        when (old.deleted_at is distinct from new.deleted_at
                              and new.id = coalesce(new.deleted_with_id, old.deleted_with_id))
                        execute function hide_resources(%L)', 'organizations_hide_' || tenant_table, tenant_table);
      end $$`);
    await this.recordListedColumns(queryRunner);
    for (const { table, before, id } of usageTables) {
      await queryRunner.query(`drop view ${before}`);
      for (const policy of ['in_scope', 'of_platform'])
        await queryRunner.query(`alter policy ${table}_${policy} on ${table} rename to ${before}_${policy}`);
      await queryRunner.query(
        `alter table ${table} rename constraint ${table}_${id}_fkey to ${before}_${id}_fkey`,
      );
      await queryRunner.query(`alter table ${table} rename constraint ${table}_pkey to ${before}_pkey`);
      await queryRunner.query(`alter table ${table} rename to ${before}`);
    }
    await this.restoreRights(queryRunner);
    for (const [table, before, after] of triggerNames) {
      await queryRunner.query(`comment on trigger ${after} on ${table} is null`);
      await queryRunner.query(`alter trigger ${after} on ${table} rename to ${before}`);
    }
  }

  private async recordListedColumns(queryRunner: QueryRunner): Promise<void> {
    const audited = [{ table: 'organizations', type: 'organization', id: 'id' }, ...tenantTables];
    for (const { table } of audited)
      for (const trigger of ['record_history', 'record_update'])
        await queryRunner.query(`drop trigger ${table}_80_${trigger} on ${table}`);
    await queryRunner.query(`drop procedure record_history_of(text, text, text, text)`);
    for (const { table, type, id } of audited) {
      const [columns] = (await queryRunner.query(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped
            and (attname <> all ($2) or attname = 'hash')`,
        [table, hidden],
      )) as [{ names: string }];
      await queryRunner.query(`
        create trigger ${table}_record_history after insert or delete or update of ${columns.names} on ${table}
          for each row execute function record_history('${type}', '${id}')`);
    }
  }

  private async restoreRights(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function require_rights(uuid)`);
    await queryRunner.query(`drop view rights`);
    await queryRunner.query(`alter function require_auth_epoch(uuid) rename to require_rights`);
    await queryRunner.query(`alter function advance_auth_epoch() rename to change_rights`);
    await queryRunner.query(
      `alter table auth_epoch rename constraint auth_epoch_one_check to rights_one_check`,
    );
    await queryRunner.query(`alter table auth_epoch rename constraint auth_epoch_pkey to rights_pkey`);
    await queryRunner.query(`alter table auth_epoch rename column value to version`);
    await queryRunner.query(`alter table auth_epoch rename to rights`);
    await queryRunner.query(`
      create or replace function change_rights() returns trigger language plpgsql as $$
      begin
        update rights set version = default;
        perform set_config('organizations.changes_rights', 'on', true);
        perform pg_notify('routing_changes', '');
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('change_rights()')`);
    await queryRunner.query(`
      create or replace function require_rights(known uuid) returns void language plpgsql stable as $$
      begin
        if not exists (select from rights where version = known)
           and current_setting('organizations.changes_rights', true) is distinct from 'on' then
          raise exception 'somebody''s rights have changed meanwhile' using errcode = 'OR001';
        end if;
      end $$`);
  }
}
