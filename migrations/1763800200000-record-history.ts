import type { MigrationInterface, QueryRunner } from 'typeorm';

const audited: Record<string, [resourceType: string, idColumn: string]> = {
  organizations: ['organization', 'id'],
  domains: ['domain', 'id'],
  org_ips: ['orgip', 'id'],
  contacts: ['contact', 'id'],
  billing_profiles: ['billingprofile', 'organization_id'],
  api_keys: ['apikey', 'id'],
};

/** What is kept by the database itself, or is nobody's business: no part of a history. */
const left = ['path', 'depth', 'hash', 'previous_hash', 'last_used_at'];

/**
 * The audit trail. Triggers write it, so that no write is without its entry and both are there or neither; they do so
 * as the owner of the table, for the role of the program may read it and nothing else.
 *
 * An entry is there for whom the organization is there that it is about; one without an organization, as for a key of
 * the platform, for administrators.
 */
export class RecordHistory1763800200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table audit_entries (
        id bigint generated always as identity,
        time timestamptz(3) not null default clock_timestamp(),
        action varchar(20) not null,
        resource_type varchar(20) not null,
        resource_id varchar(67) collate "C" not null,
        organization_id integer,
        actor_subject varchar(255),
        actor_role varchar(10) not null,
        actor_organization_id integer,
        actor_api_key_id varchar(40),
        request_id varchar(128),
        network cidr,
        before jsonb,
        after jsonb,
        constraint audit_entries_pkey primary key (id),
        constraint audit_entries_content_check check (before is not null or after is not null)
      )`);
    await queryRunner.query(`create index audit_entries_time_idx on audit_entries (time, id)`);
    await queryRunner.query(
      `create index audit_entries_organization_id_idx on audit_entries (organization_id, time, id)`,
    );
    await queryRunner.query(
      `create index audit_entries_resource_idx on audit_entries (resource_id, resource_type, time, id)`,
    );
    await queryRunner.query(
      `create index audit_entries_resource_type_idx on audit_entries (resource_type, time, id)`,
    );
    await queryRunner.query(
      `create index audit_entries_actor_idx on audit_entries (actor_subject, time, id)`,
    );
    await queryRunner.query(
      `create index audit_entries_api_key_idx on audit_entries (actor_api_key_id, time, id) where actor_api_key_id is not null`,
    );
    // A column of its own: under row-level security no index serves what would have to look into the image first.
    await queryRunner.query(
      `create index audit_entries_network_idx on audit_entries (network, time, id) where network is not null`,
    );

    await queryRunner.query(`alter table audit_entries enable row level security`);
    await queryRunner.query(`alter table audit_entries force row level security`);
    await queryRunner.query(`
      create policy audit_entries_in_scope on audit_entries for select to organizations_app
        using (organization_id in (select id from organizations))`);
    await queryRunner.query(
      `create policy audit_entries_of_platform on audit_entries
         to organizations_platform, pg_database_owner using (true)`,
    );
    await queryRunner.query(`grant select on audit_entries to organizations_app`);

    await queryRunner.query(`
      create function record_history() returns trigger language plpgsql as $$
      declare
        actor jsonb := nullif(current_setting('organizations.actor', true), '');
        was jsonb;
        is_now jsonb;
        what text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'updated' else 'deleted' end;
      begin
        if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
        if tg_op <> 'DELETE' then is_now := to_jsonb(new); end if;
        if tg_op = 'UPDATE' then
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
               part.before - '{${left.join(',')}}'::text[], part.after - '{${left.join(',')}}'::text[]
          from (
            -- What changes hands is two entries: neither side sees what the other made of it.
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
    for (const [table, names] of Object.entries(audited)) {
      const columns = (await queryRunner.query(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped
            and attname <> all ($2) or attrelid = $1::regclass and attname = 'hash'`,
        [table, left],
      )) as [{ names: string }];
      await queryRunner.query(`
        create trigger ${table}_record_history after insert or delete or update of ${columns[0].names} on ${table}
          for each row execute function record_history(${names.map((name) => `'${name}'`).join(', ')})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of Object.keys(audited))
      await queryRunner.query(`drop trigger ${table}_record_history on ${table}`);
    await queryRunner.query(`drop function record_history()`);
    await queryRunner.query(`drop table audit_entries`);
  }
}
