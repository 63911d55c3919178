import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOwnerDataSource, migrate } from '../../src/database/data-source.js';
import type { Cluster } from './cluster.js';
import { fill, rowsToFill } from './fill.js';
import type { Population } from './population.js';
import { Progress } from './progress.js';
import { verify } from './verify.js';

/** Creates the databases that are missing or were made by other code or migrations. */
export async function provideDatabases(
  cluster: Cluster,
  populations: Population[],
  fresh: boolean,
): Promise<void> {
  const stamp = versionStamp();
  for (const population of populations)
    if (fresh || (await stampOf(cluster, population)) !== stamp)
      await createDatabase(cluster, population, stamp);
}

async function createDatabase(cluster: Cluster, population: Population, stamp: string): Promise<void> {
  const { database } = population;
  await cluster.within('postgres', async (client) => {
    await client.query(`drop database if exists ${database} with (force)`);
    await client.query(`create database ${database}`);
  });
  const dataSource = await createOwnerDataSource(cluster.url(database)).initialize();
  await migrate(dataSource);
  await dataSource.destroy();
  const progress = new Progress(database, rowsToFill(population));
  await cluster.within(database, async (client) => {
    await fill(client, population, progress);
    progress.step('verifying');
    await verify(client, population);
    // Last, so that an incomplete database is made again.
    await client.query(`comment on database ${database} is ${client.escapeLiteral(stamp)}`);
    await client.query('checkpoint');
  });
  progress.end();
}

async function stampOf(cluster: Cluster, { database }: Population): Promise<string | null | undefined> {
  return cluster.within('postgres', async (client) => {
    const { rows } = await client.query<{ stamp: string | null }>(
      `select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = $1`,
      [database],
    );
    return rows[0]?.stamp;
  });
}

/** A hash of all compiled code that determines the content of a database. */
function versionStamp(): string {
  const hash = createHash('sha256');
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const migrations = readdirSync(here('../../migrations'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .sort()
    .map((path) => `../../migrations/${path}`);
  for (const path of ['./population.js', './tree.js', './fill.js', ...migrations])
    hash.update(readFileSync(here(path)));
  return hash.digest('hex');
}
