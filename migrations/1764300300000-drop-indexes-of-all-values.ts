import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The former indexes. */
const indexes: [name: string, definition: string][] = [
  ['domains_type', `domains (type, status, created_at, id) include (path)`],
  ['domains_status', `domains (status, created_at, id) include (path, type)`],
  ['org_ips_type', `org_ips (type, status, created_at, id) include (path)`],
  ['org_ips_status', `org_ips (status, created_at, id) include (path, type)`],
];

/** Puts the indexes of rare values in the place of those of all values. */
export class DropIndexesOfAllValues1764300300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`lock table domains, org_ips in access exclusive mode`);
    for (const [name] of indexes) {
      await queryRunner.query(`drop index ${name}_idx`);
      await queryRunner.query(`alter index ${name}_new_idx rename to ${name}_idx`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`lock table domains, org_ips in access exclusive mode`);
    for (const [name, definition] of indexes) {
      await queryRunner.query(`alter index ${name}_idx rename to ${name}_new_idx`);
      await queryRunner.query(`create index ${name}_idx on ${definition}`);
    }
  }
}
