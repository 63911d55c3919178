import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ANG left ISO 4217 in March 2025 (table A.3, amendment 176). July was when its notes stopped being legal tender. */
export class CorrectWithdrawal1764200110000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`update currencies set withdrawn = '2025-03-31' where code = 'ANG'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`update currencies set withdrawn = '2025-07-01' where code = 'ANG'`);
  }
}
