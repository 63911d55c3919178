import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What traffic is counted of: the table of its counts, and of what it is. */
const counted = [
  { table: 'domain_traffic', id: 'domain_id', type: 'varchar(64)', owner: 'domains' },
  { table: 'org_ip_traffic', id: 'org_ip_id', type: 'varchar(67)', owner: 'org_ips' },
];

/**
 * When a domain or an IP was last in use, and how often in each hour. Not in their own tables: a call is no change of
 * what is configured, has no entry in the history and makes no other ETag. Whoever sees what it is of sees it.
 */
export class CountTraffic1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { table, id, type, owner } of counted) {
      await queryRunner.query(`
        create table ${table} (
          ${id} ${type} collate "C" not null,
          hour timestamptz(0) not null,
          requests bigint not null,
          last_seen_at timestamptz(3) not null,
          constraint ${table}_pkey primary key (${id}, hour),
          constraint ${table}_${id}_fkey foreign key (${id}) references ${owner} (id) on delete cascade
        )`);
      await queryRunner.query(`alter table ${table} enable row level security`);
      await queryRunner.query(`alter table ${table} force row level security`);
      await queryRunner.query(`
        create policy ${table}_in_scope on ${table} to organizations_app
          using (exists (select from ${owner} where ${owner}.id = ${table}.${id}))`);
      await queryRunner.query(`
        create policy ${table}_of_platform on ${table} to organizations_platform, pg_database_owner using (true)`);
      await queryRunner.query(`grant select on ${table} to organizations_app`);
      await queryRunner.query(`grant insert, update, delete on ${table} to organizations_platform`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table } of counted) await queryRunner.query(`drop table ${table}`);
  }
}
