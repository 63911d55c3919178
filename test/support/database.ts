import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createOwnerDataSource, migrate } from '../../src/database/data-source.js';
import { loadDemoData } from '../../src/database/demo-data.js';

const TEMPLATE = 'organizations_template';

function databaseUrl(name: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements on the test server, outside any transaction. */
export async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client(process.env.TEST_DATABASE_URL);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Creates the migrated and seeded database that `createDatabase` clones. */
export async function createTemplate(): Promise<void> {
  await administer(`drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`);
  const dataSource = await createOwnerDataSource(databaseUrl(TEMPLATE)).initialize();
  await migrate(dataSource);
  await loadDemoData(dataSource);
  await dataSource.destroy();
}

export interface TestDatabase {
  url: string;
  query<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** Creates a database: a clone of the template, or an empty one. */
export async function createDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}${empty ? '' : ` template ${TEMPLATE}`}`);
  const pool = new pg.Pool({ connectionString: databaseUrl(name), max: 4 });
  // A test that terminates connections also terminates idle connections of this pool.
  pool.on('error', () => undefined);
  return {
    url: databaseUrl(name),
    query: async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<T>(sql, values)).rows,
    drop: async () => {
      await pool.end();
      await administer(`drop database ${name} with (force)`);
    },
  };
}
