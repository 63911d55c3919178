import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a caller's rights follow from, next to the token: a change of these changes the version. */
const sources = [
  'update of status_id, parent_id, deleted_at or delete or truncate on organizations',
  'update of hash, previous_hash, previous_expires_at, expires_at, name, role, organization_id or delete or truncate on api_keys',
];

/**
 * The version of everybody's rights. What an instance remembers of a caller is good as long as this is the same, and
 * each transaction that reads or writes reads it too: so a suspension holds from its commit on, on every instance,
 * without any of them being told.
 *
 * One row: who changes rights waits for who is changing some, to the end of the transaction. That is rare, and a counter
 * that does not wait (a sequence) would be seen before the change is.
 */
export class VersionRights1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table rights (
        one boolean not null default true,
        version bigint not null,
        constraint rights_pkey primary key (one),
        constraint rights_one_check check (one)
      )`);
    await queryRunner.query(`insert into rights (version) values (1)`);
    await queryRunner.query(`grant select on rights to organizations_app`);
    await queryRunner.query(`
      create function change_rights() returns trigger language plpgsql as $$
      begin
        update rights set version = version + 1;
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('change_rights()')`);
    for (const source of sources)
      await queryRunner.query(`
        create trigger ${source.split(' ').at(-1)}_change_rights after ${source}
          for each statement execute function change_rights()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['organizations', 'api_keys'])
      await queryRunner.query(`drop trigger ${table}_change_rights on ${table}`);
    await queryRunner.query(`drop function change_rights()`);
    await queryRunner.query(`drop table rights`);
  }
}
