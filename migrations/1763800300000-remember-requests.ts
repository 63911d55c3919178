import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What instances have to know of each other's requests: answers to be repeated, and how many there were. */
export class RememberRequests1763800300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table idempotency_keys (
        principal varchar(64) collate "C" not null,
        key varchar(255) collate "C" not null,
        request_hash varchar(64) collate "C" not null,
        etag varchar(64),
        body json not null,
        created_at timestamptz(3) not null default now(),
        constraint idempotency_keys_pkey primary key (principal, key)
      )`);
    await queryRunner.query(`create index idempotency_keys_created_at_idx on idempotency_keys (created_at)`);
    // An answer is for the one who got it.
    await queryRunner.query(`alter table idempotency_keys enable row level security`);
    await queryRunner.query(`alter table idempotency_keys force row level security`);
    await queryRunner.query(`
      create policy idempotency_keys_own on idempotency_keys to organizations_app
        using (principal = current_setting('organizations.principal', true))`);
    await queryRunner.query(
      `create policy idempotency_keys_of_owner on idempotency_keys to pg_database_owner using (true)`,
    );
    // What was remembered before this is forgotten.
    await queryRunner.query(`
      create function remembered_since() returns timestamptz language sql stable parallel safe
        return now() - interval '24 hours'`);
    // A few at a time, and none that somebody else is clearing away already.
    await queryRunner.query(`
      create function forget_idempotency_keys() returns void language sql as $$
        delete from idempotency_keys where (principal, key) in (
          select principal, key from idempotency_keys where created_at <= remembered_since()
           order by created_at limit 10 for update skip locked) $$`);
    await queryRunner.query(`call run_as_owner('forget_idempotency_keys()')`);
    await queryRunner.query(`grant select, insert, update, delete on idempotency_keys to organizations_app`);

    // Worth nothing after a crash.
    await queryRunner.query(`
      create unlogged table request_counts (
        principal varchar(64) collate "C" not null,
        minute timestamptz(3) not null,
        requests integer not null,
        constraint request_counts_pkey primary key (minute, principal)
      )`);
    await queryRunner.query(`grant select, insert, update, delete on request_counts to organizations_app`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table request_counts`);
    await queryRunner.query(`drop function forget_idempotency_keys()`);
    await queryRunner.query(`drop function remembered_since()`);
    await queryRunner.query(`drop table idempotency_keys`);
  }
}
