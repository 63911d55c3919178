import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../tools/dev-postgres/embedded-server.js';

/** Where the data are kept for the next run. */
export const FOLDER = join('.data', 'bench');

/**
 * Settings for a server of this size; all others are PostgreSQL's defaults. Commits stay durable: they are on disk
 * before the response.
 */
export const settings: Record<string, string> = {
  shared_buffers: '2GB',
  effective_cache_size: '6GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  random_page_cost: '1.1',
  max_connections: '200',
};

/** The embedded PostgreSQL with the benchmark's databases. */
export class Cluster {
  private constructor(private server: Awaited<ReturnType<typeof startEmbeddedServer>>) {}

  static async start(): Promise<Cluster> {
    const cluster = new Cluster(await startEmbeddedServer(FOLDER));
    const changed = await cluster.within('postgres', async (client) => {
      const before = await currentSettings(client);
      for (const [name, value] of Object.entries(settings))
        await client.query(`alter system set ${name} = ${client.escapeLiteral(value)}`);
      return Object.keys(settings).some((name) => before[name] !== settings[name]);
    });
    if (changed) await cluster.restart();
    return cluster;
  }

  /** URL of a database for the superuser, who bypasses row-level security. */
  url(database: string): string {
    return this.server.url(database);
  }

  async restart(): Promise<void> {
    await this.server.stop();
    this.server = await startEmbeddedServer(FOLDER);
  }

  /** Reads the databases into memory, so that the first measurement does not pay for it. */
  async warm(databases: string[]): Promise<void> {
    for (const database of databases)
      await this.within(database, async (client) => {
        await client.query('create extension if not exists pg_prewarm');
        await client.query(
          `select pg_prewarm(oid) from pg_class
            where relkind in ('r', 'i') and relnamespace = any (array['public', 'bare']::regnamespace[])`,
        );
      });
  }

  async describe(database: string): Promise<{ version: string; databaseMegabytes: number }> {
    return this.within(database, async (client) => {
      const { rows } = await client.query<{ version: string; megabytes: number }>(
        `select current_setting('server_version') as version,
                pg_database_size(current_database()) / 1048576.0::double precision as megabytes`,
      );
      return { version: rows[0]!.version, databaseMegabytes: rows[0]!.megabytes };
    });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Runs `work` with a superuser connection of its own. */
  async within<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.url(database));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

async function currentSettings(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from pg_settings where name = any ($1)',
    [Object.keys(settings)],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
