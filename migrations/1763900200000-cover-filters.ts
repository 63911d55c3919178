import type { MigrationInterface, QueryRunner } from 'typeorm';

interface List {
  table: string;
  /** What a list of it is filtered by, next to the organization. */
  filters: [common: string, other: string];
}

const lists: List[] = [
  { table: 'domains', filters: ['type', 'status'] },
  { table: 'org_ips', filters: ['type', 'status'] },
];

/**
 * Filters that an index answers by itself. What a list is filtered by, and whether the row is there at all (`path`), is
 * in the index that has its order or its other filter: rows that are passed over, and rows that are only counted, are
 * not fetched. Both filters together have an index of their own.
 */
export class CoverFilters1763900200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const {
      table,
      filters: [common, other],
    } of lists)
      await replaceIndexes(queryRunner, table, {
        organization_id: `(organization_id, created_at, id) include (path, ${common}, ${other})`,
        created_at: `(created_at, id) include (path, ${common}, ${other})`,
        updated_at: `(updated_at, id) include (path, ${common}, ${other})`,
        [common]: `(${common}, ${other}, created_at, id) include (path)`,
        [other]: `(${other}, created_at, id) include (path, ${common})`,
      });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table, filters } of lists)
      await replaceIndexes(
        queryRunner,
        table,
        Object.fromEntries([
          ...['created_at', 'updated_at'].map((column) => [column, `(${column}, id)`]),
          ...['organization_id', ...filters].map((column) => [column, `(${column}, created_at, id)`]),
        ]) as Record<string, string>,
      );
  }
}

async function replaceIndexes(
  queryRunner: QueryRunner,
  table: string,
  definitions: Record<string, string>,
): Promise<void> {
  for (const [column, definition] of Object.entries(definitions)) {
    await queryRunner.query(`drop index ${table}_${column}_idx`);
    await queryRunner.query(`create index ${table}_${column}_idx on ${table} ${definition}`);
  }
}
