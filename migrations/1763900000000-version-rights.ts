import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a caller's rights follow from, next to the token: a change of these changes the version. */
const sources = [
  'update of status_id, parent_id, deleted_at or delete or truncate on organizations',
  'update of hash, previous_hash, previous_expires_at, expires_at, name, role, organization_id or delete or truncate on api_keys',
];

/**
 * The version of everybody's rights. What an instance remembers of a caller is good as long as this is the same, and
 * each transaction that reads or writes reads it too: so a suspension holds from its commit on, on every instance,
 * without any of them being told. It is no counter, for after a failover that has lost some commits a number would be
 * given again.
 *
 * One row: who changes rights waits for who is changing some, to the end of the transaction. That is rare.
 */
export class VersionRights1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table rights (
        one boolean not null default true,
        version uuid not null default gen_random_uuid(),
        constraint rights_pkey primary key (one),
        constraint rights_one_check check (one)
      )`);
    await queryRunner.query(`insert into rights default values`);
    await queryRunner.query(`grant select on rights to organizations_app`);
    await queryRunner.query(`
      create function change_rights() returns trigger language plpgsql as $$
      begin
        update rights set version = default;
        perform set_config('organizations.changes_rights', 'on', true);
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('change_rights()')`);
    // Whoever changes rights itself has another version at its end than at its beginning.
    await queryRunner.query(`
      create function require_rights(known uuid) returns void language plpgsql stable as $$
      begin
        if not exists (select from rights where version = known)
           and current_setting('organizations.changes_rights', true) is distinct from 'on' then
          raise exception 'somebody''s rights have changed meanwhile' using errcode = 'OR001';
        end if;
      end $$`);
    for (const source of sources)
      await queryRunner.query(`
        create trigger ${source.split(' ').at(-1)}_change_rights after ${source}
          for each statement execute function change_rights()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['organizations', 'api_keys'])
      await queryRunner.query(`drop trigger ${table}_change_rights on ${table}`);
    await queryRunner.query(`drop function require_rights(uuid)`);
    await queryRunner.query(`drop function change_rights()`);
    await queryRunner.query(`drop table rights`);
  }
}
