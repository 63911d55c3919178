import { DataSource } from 'typeorm';
import { migrations } from './migrations.js';

/** Any number; what counts is that all instances take the same. */
const MIGRATION_LOCK = 7301000;

export type Entities = (new () => object)[];

export function createDataSource(url: string, poolSize: number, entities: Entities = []): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities,
    migrations,
    migrationsTableName: 'schema_migrations',
    connectTimeoutMS: 10_000,
    applicationName: 'organizations-api',
    extra: { idleTimeoutMillis: 30_000 },
    // The text of a failed query is no log line: it can hold what a caller sent.
    logging: false,
  });
}

/**
 * Brings the schema up to date and names what it ran. Of several instances that start at once, one does it and
 * the others wait.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const keeper = dataSource.createQueryRunner();
  await keeper.connect();
  try {
    await keeper.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await keeper.query('select pg_advisory_unlock_all()');
    await keeper.release();
  }
}
