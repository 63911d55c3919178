import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the balances and limits act that are there already. By itself, so that it holds no lock of a table while it takes long. */
export class OpenAccounts1764500250000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // These balances are the first transactions. Without entries in the history: instances of the former version, which still
    // run, do not know this kind.
    await queryRunner.query(
      `alter table billing_transactions disable trigger billing_transactions_80_record_history`,
    );
    await queryRunner.query(
      `update billing_profiles set current_balance = current_balance where current_balance is not null`,
    );
    await queryRunner.query(
      `alter table billing_transactions enable trigger billing_transactions_80_record_history`,
    );
    await queryRunner.query(
      `insert into new_amounts (organization_id) select id from organizations where monthly_cost_limit = 0 and deleted_at is null`,
    );
  }

  /** Undoing the migrations before drops what this has written. */
  async down(): Promise<void> {}
}
