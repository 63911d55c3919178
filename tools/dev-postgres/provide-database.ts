import { Client } from 'pg';
import type { Environment } from '../../src/config/environment.js';
import { startEmbeddedServer } from './embedded-server.js';

const DATABASE = 'organizations';

/**
 * Provides a database: the configured one, or one on an embedded server, whose URL it sets in `environment`. Returns a handle
 * that stops the server.
 */
export async function provideDatabase(environment: Environment): Promise<{ stop(): Promise<void> }> {
  if (environment.databaseUrl) return { stop: () => Promise.resolve() };
  const server = await startEmbeddedServer(environment.dataDir);
  await createDatabase(server.url('postgres'), DATABASE);
  environment.seedDemo ??= true;
  environment.databaseUrl = server.url(DATABASE);
  return server;
}

async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
