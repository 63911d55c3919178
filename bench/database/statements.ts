import type pg from 'pg';
import type { Bench } from '../bench.js';
import { endOfPath } from '../../src/database/path.js';
import { percentile } from '../statistics.js';
import { deepestBelow, pathOf } from './places.js';

const TIMES = 60;
const WARM_UP = 10;

export interface StatementTime {
  name: string;
  /** Milliseconds of planning and execution, without the network. */
  p50: number;
  p99: number;
  target: number;
}

interface Plan {
  'QUERY PLAN': [{ 'Planning Time': number; 'Execution Time': number }];
}

/** The cost of tree queries in PostgreSQL itself, with the program's row-level security. */
export async function measureStatements({ cluster, large }: Bench): Promise<StatementTime[]> {
  const { database, largeTenant } = large.population;
  return cluster.within(database, async (client) => {
    const path = await pathOf(client, largeTenant);
    const deepest = await deepestBelow(client, path);
    const platform = ['set local role organizations_platform'];
    const tenant = [
      'set local role organizations_app',
      `set local organizations.scope = '${path}'`,
      `set local organizations.scope_end = '${endOfPath(path)}'`,
    ];
    const line = deepest.path.slice(1, -1).split('/').join(', ');
    const subtree = `path >= '${path}' and path < '${endOfPath(path)}'`;
    const ancestors = `select id, name, depth from organizations where id in (${line}) and deleted_at is null order by depth`;
    const check = `select path from organizations where id = ${deepest.id} and deleted_at is null`;
    const page = `select id, name, parent_id, path from organizations
                   where ${subtree} and deleted_at is null order by path, id limit 51`;
    const count = `select count(*) from organizations where ${subtree} and deleted_at is null`;
    const measure = (
      name: string,
      settings: string[],
      statement: string,
      target: number,
    ): Promise<StatementTime> => time(client, { name, settings, statement, target });
    return [
      await measure('ancestors of an organization on level 8, admin', platform, ancestors, 0.3),
      await measure('ancestors of an organization on level 8, tenant', tenant, ancestors, 0.3),
      await measure('scope check: is it in the subtree, tenant', tenant, check, 0.3),
      await measure('descendants, first page of 50, admin', platform, page, 3),
      await measure('descendants, first page of 50, tenant', tenant, page, 3),
      await measure(`count of a subtree of ${large.population.largeTenantSize}, admin`, platform, count, 3),
      await measure(`count of a subtree of ${large.population.largeTenantSize}, tenant`, tenant, count, 3),
    ];
  });
}

async function time(
  client: pg.Client,
  {
    name,
    settings,
    statement,
    target,
  }: { name: string; settings: string[]; statement: string; target: number },
): Promise<StatementTime> {
  const times: number[] = [];
  for (let count = -WARM_UP; count < TIMES; count++) {
    await client.query('begin read only');
    for (const setting of settings) await client.query(setting);
    const { rows } = await client.query<Plan>(`explain (analyze, timing off, format json) ${statement}`);
    await client.query('commit');
    const [plan] = rows[0]!['QUERY PLAN'];
    if (count >= 0) times.push(plan['Planning Time'] + plan['Execution Time']);
  }
  return { name, target, p50: percentile(times, 50), p99: percentile(times, 99) };
}
