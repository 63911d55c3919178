import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes of filters, and the value that almost all rows have. */
const indexes: [table: string, column: string, common: string, definition: string][] = [
  ['domains', 'type', `'primary'`, '(type, status, created_at, id) include (path)'],
  ['domains', 'status', `'active'`, '(status, created_at, id) include (path, type)'],
  ['org_ips', 'type', `'both'`, '(type, status, created_at, id) include (path)'],
  ['org_ips', 'status', `'active'`, '(status, created_at, id) include (path, type)'],
];

/**
 * Leaves the rows with the common value out of the indexes of filters. A list of those finds fifty of them at once in the
 * index of its order, which has the filtered columns too. Each write of such a row updates two indexes less.
 */
export class IndexRareValues1764300200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await replaceIndexes(
      queryRunner,
      ([, column, common, definition]) => `${definition} where ${column} <> ${common}`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await replaceIndexes(queryRunner, ([, , , definition]) => definition);
  }
}

/**
 * Builds the new indexes before it drops the old ones, so that reads do not wait for the building. On large tables they can be
 * built before the migration: `create index concurrently domains_type_new_idx …`.
 */
async function replaceIndexes(
  queryRunner: QueryRunner,
  definitionOf: (index: (typeof indexes)[number]) => string,
): Promise<void> {
  for (const index of indexes) {
    const [table, column] = index;
    await queryRunner.query(
      `create index if not exists ${table}_${column}_new_idx on ${table} ${definitionOf(index)}`,
    );
  }
  for (const [table, column] of indexes) {
    await queryRunner.query(`drop index ${table}_${column}_idx`);
    await queryRunner.query(`alter index ${table}_${column}_new_idx rename to ${table}_${column}_idx`);
  }
}
