import type { MigrationInterface, QueryRunner } from 'typeorm';
import { countries } from './data/countries.js';
import { currencies } from './data/currencies.js';

/** Lookup values by table. Ids are part of the API: rows are only ever added. */
const described: Record<string, ReadonlyArray<readonly [number, string]>> = {
  organization_statuses: [
    [0, 'Active'],
    [1, 'Suspended'],
    [2, 'Deleted'],
  ],
  organization_types: [
    [0, 'Mobile Network Operator'],
    [1, 'Provider'],
    [2, 'Service Provider'],
    [3, 'Reseller'],
    [4, 'Enterprise'],
    [5, 'Mobile Virtual Network Operator'],
    [6, 'VoIP Provider'],
  ],
  organization_classes: [
    [0, 'Commercial'],
    [1, 'Evaluation'],
    [2, 'Internal'],
  ],
  relation_types: [
    [0, 'Customer of'],
    [1, 'Reseller of'],
    [2, 'Partner of'],
    [3, 'Subsidiary of'],
  ],
  verification_types: [
    [1, 'Business registration number'],
    [2, 'VAT number'],
    [3, 'Tax number'],
    [4, 'Identity card number'],
    [5, 'Passport number'],
  ],
  contact_types: [
    [1, 'Commercial'],
    [2, 'Technical'],
    [3, 'Finance'],
    [4, 'Shipping address'],
    [5, 'Company address'],
    [6, 'Invoice address'],
  ],
};

export class CreateLookups1763700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, rows] of Object.entries(described)) {
      await queryRunner.query(`
        create table ${table} (
          id smallint not null,
          description varchar(100) not null,
          constraint ${table}_pkey primary key (id),
          constraint ${table}_description_key unique (description)
        )`);
      await insert(queryRunner, table, ['id', 'description'], rows);
    }

    await queryRunner.query(`
      create table countries (
        id smallint not null,
        isocode varchar(2) not null,
        name varchar(100) not null,
        mcc varchar(3),
        country_code varchar(7),
        constraint countries_pkey primary key (id),
        constraint countries_isocode_key unique (isocode),
        constraint countries_isocode_check check (isocode ~ '^[a-z]{2}$'),
        constraint countries_mcc_check check (mcc ~ '^[0-9]{3}$'),
        constraint countries_country_code_check check (country_code ~ '^[0-9]{1,7}$')
      )`);
    await insert(queryRunner, 'countries', ['id', 'isocode', 'name', 'mcc', 'country_code'], countries);

    await queryRunner.query(`
      create table currencies (
        id smallint not null,
        code varchar(3) not null,
        symbol varchar(10) not null,
        constraint currencies_pkey primary key (id),
        constraint currencies_code_key unique (code),
        constraint currencies_code_check check (code ~ '^[A-Z]{3}$')
      )`);
    await insert(queryRunner, 'currencies', ['id', 'code', 'symbol'], currencies);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['currencies', 'countries', ...Object.keys(described).reverse()])
      await queryRunner.query(`drop table ${table}`);
  }
}

async function insert(
  queryRunner: QueryRunner,
  table: string,
  columns: string[],
  rows: ReadonlyArray<readonly unknown[]>,
): Promise<void> {
  const values = rows.map(
    (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  );
  await queryRunner.query(
    `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')}`,
    rows.flatMap((row) => [...row]),
  );
}
