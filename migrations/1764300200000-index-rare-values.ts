import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes of filters, and the value that almost all rows have. */
const indexes: [name: string, definition: string][] = [
  ['domains_type', `domains (type, status, created_at, id) include (path) where type <> 'primary'`],
  ['domains_status', `domains (status, created_at, id) include (path, type) where status <> 'active'`],
  ['org_ips_type', `org_ips (type, status, created_at, id) include (path) where type <> 'both'`],
  ['org_ips_status', `org_ips (status, created_at, id) include (path, type) where status <> 'active'`],
];

/**
 * Indexes of filters without the rows that have the common value. A list of those finds fifty of them at once in the index of
 * its order, which has the filtered columns too. Each write of such a row updates two indexes less.
 *
 * The next migration puts them in the place of the former ones. It is a transaction of its own because this one lets writes
 * wait while it builds, and that one everything for a moment: together they would deadlock with a write. On large tables
 * these indexes can be built before the migration, with `create index concurrently`.
 */
export class IndexRareValues1764300200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, definition] of indexes)
      await queryRunner.query(`create index if not exists ${name}_new_idx on ${definition}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [name] of indexes) await queryRunner.query(`drop index ${name}_new_idx`);
  }
}
