import type pg from 'pg';
import type { Cluster } from './cluster.js';
import type { Population } from './population.js';

/** Number of different ids that are requested. */
const SIZE = 8_192;

interface Ids {
  domains: string[];
  orgIps: string[];
  organizations: number[];
}

/** The requested ids. Hashes select them, so they are the same in every run and spread evenly. */
export interface Samples {
  all: Ids;
  /** Ids in the subtree of the large tenant. */
  ofLargeTenant: Ids;
  /** Names of domains. */
  names: string[];
  /** Organizations that have domains. */
  owners: number[];
}

export async function takeSamples(cluster: Cluster, population: Population): Promise<Samples> {
  return cluster.within(population.database, async (client) => ({
    all: await ids(client),
    ofLargeTenant: await ids(client, population.largeTenant),
    names: await take<string>(client, 'select domain as id from domains'),
    owners: await take<number>(client, 'select organization_id as id from domains'),
  }));
}

async function ids(client: pg.Client, tenant?: number): Promise<Ids> {
  const from = (table: string): string =>
    tenant === undefined
      ? `select id from ${table}`
      : `select part.id from ${table} part, organizations top
          where top.id = ${tenant} and part.path >= top.path and part.path < path_end(top.path)`;
  return {
    domains: await take(client, from('domains')),
    orgIps: await take(client, from('org_ips')),
    organizations: await take(client, from('organizations')),
  };
}

async function take<T>(client: pg.Client, from: string): Promise<T[]> {
  const { rows } = await client.query<{ id: T }>(
    `select id from (${from}) everything order by md5(id::text) limit ${SIZE}`,
  );
  return rows.map(({ id }) => id);
}
