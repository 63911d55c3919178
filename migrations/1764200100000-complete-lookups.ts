import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ISO 4217, table A.1: the currencies whose minor unit is not a hundredth. */
const minorUnits: Record<number, string[]> = {
  0: [
    ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV'],
    ...['XAF', 'XOF', 'XPF'],
  ],
  3: ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
  4: ['CLF', 'UYW'],
};

/** ISO 4217, table A.3: since when a currency is withdrawn, and its successor. */
const withdrawn: [code: string, since: string, successor: string][] = [
  ['CUC', '2021-06-01', 'CUP'],
  ['SLL', '2024-01-01', 'SLE'],
  ['ZWL', '2024-09-01', 'ZWG'],
  ['ANG', '2025-03-31', 'XCG'],
  ['BGN', '2026-01-01', 'EUR'],
];

/** Minor units and withdrawals of currencies, amounts with up to four decimals, and Kosovo. */
export class CompleteLookups1764200100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table currencies
        add column minor_units smallint not null default 2,
        add column withdrawn date,
        add column successor varchar(3),
        add constraint currencies_minor_units_check check (minor_units between 0 and 4),
        add constraint currencies_successor_check check (successor is null or withdrawn is not null),
        add constraint currencies_successor_fkey foreign key (successor) references currencies (code)`);
    for (const [units, codes] of Object.entries(minorUnits))
      await queryRunner.query('update currencies set minor_units = $1 where code = any ($2)', [units, codes]);
    // Billing profiles can have these, because billing had a list of its own.
    await queryRunner.query(
      `insert into currencies (id, code, symbol) values (182, 'SLL', 'SLL'), (183, 'ZWL', 'ZWL')`,
    );
    for (const [code, since, successor] of withdrawn)
      await queryRunner.query('update currencies set withdrawn = $2, successor = $3 where code = $1', [
        code,
        since,
        successor,
      ]);
    // Kosovo has no code of its own in ISO 3166-1: XK is a user-assigned one, which the European Union and banks use.
    await queryRunner.query(
      `insert into countries (id, isocode, name, mcc, country_code) values (250, 'xk', 'Kosovo', '221', '383')`,
    );
    await queryRunner.query(`
      alter table billing_profiles
        alter column credit_limit type numeric(16, 4), alter column current_balance type numeric(16, 4)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table billing_profiles
        alter column credit_limit type numeric(14, 2), alter column current_balance type numeric(14, 2)`);
    await queryRunner.query(`delete from countries where isocode = 'xk'`);
    await queryRunner.query(`update currencies set withdrawn = null, successor = null`);
    await queryRunner.query(`delete from currencies where code in ('SLL', 'ZWL')`);
    await queryRunner.query(`
      alter table currencies drop column successor, drop column withdrawn, drop column minor_units`);
  }
}
