import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { bearer, JWT_SECRET } from '../../support/app.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { Exposition } from '../../support/exposition.js';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import { until } from '../../support/eventually.js';
import { folder, start, workersOf, type Program } from '../../support/program.js';

const admin = bearer({ role: 'admin' });
const edge = bearer({ role: 'edge' });
const HISTOGRAM = 'http_request_duration_seconds';

const get = (program: Program, path: string, authorization = admin): Promise<number> =>
  fetch(program.url + path, { headers: { Authorization: authorization } }).then(async (response) => {
    await response.arrayBuffer();
    return response.status;
  });

describe('the metrics of two workers', () => {
  let database: TestDatabase;
  let program: Program;
  let url: string;
  beforeAll(async () => {
    database = await createDatabase();
    const port = await freePort();
    url = `http://127.0.0.1:${port}/metrics`;
    program = await start({
      ...{ WORKERS: '2', DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET },
      // The primary is not a standby, so it is not read from as a replica.
      DATABASE_REPLICA_URLS: database.url,
      DATABASE_POOL_SIZE: '4',
      RATE_LIMIT_PER_MINUTE: '300',
      METRICS_PORT: String(port),
    });
    await until(
      async () => (await read()).sum('organizations_routing_index_state', { state: 'fresh' }) === 2,
    );
  });
  afterAll(async () => {
    await program.end('SIGTERM');
    await database.drop();
  });
  const read = (): Promise<Exposition> => Exposition.read(url);

  it('do not count a method that the service does not know as an error of the service', async () => {
    const before = await read();
    for (const path of ['/domains', '/routing/ips/192.0.2.1', '/nowhere'])
      expect((await fetch(program.url + path, { method: 'PROPFIND' })).status).toBe(501);
    const refused = await fetch(`${program.url}/domains/secret`, {
      method: 'PATCH',
      headers: { Authorization: admin },
    });
    expect(refused.status).toBe(405);
    const after = await read();
    const count = (name: string, labels: Record<string, string>): number =>
      after.sum(name, labels) - before.sum(name, labels);
    expect(count(`${HISTOGRAM}_count`, { method: 'PROPFIND', route: 'none', status: '501' })).toBe(3);
    expect(count(`${HISTOGRAM}_count`, { method: 'PATCH', route: '/domains/:id', status: '405' })).toBe(1);
    expect(count('organizations_errors_total', {})).toBe(0);
  });

  it('count requests by route template, without parameter values', async () => {
    const paths = [
      ...Array.from({ length: 4 }, () => '/domains/dom_123'),
      ...['/domains/unknown-domain', '/organizations/456', '/nowhere/secret', '/organizations?limit=77'],
    ];
    const before = await read();
    for (const path of paths) await get(program, path);
    const after = await read();
    const grown = (route: string, status: string): number =>
      after.sum(`${HISTOGRAM}_count`, { method: 'GET', route, status }) -
      before.sum(`${HISTOGRAM}_count`, { method: 'GET', route, status });
    expect(grown('/domains/:id', '200')).toBe(4);
    expect(grown('/domains/:id', '404')).toBe(1);
    expect(grown('/organizations/:id', '200')).toBe(1);
    expect(grown('/organizations', '200')).toBe(1);
    expect(grown('none', '404')).toBe(1);
    // The port in the database's address may contain the same digits.
    const address = new URL(database.url).host;
    const said = after.samples
      .flatMap(({ labels }) => Object.values(labels))
      .filter((value) => value !== address);
    for (const given of ['dom_123', 'unknown-domain', '456', 'secret', '77'])
      expect(said.filter((value) => value.includes(given))).toEqual([]);
  });

  it('have cumulative buckets', async () => {
    await get(program, '/domains/dom_123');
    const metrics = await read();
    const labels = { method: 'GET', route: '/domains/:id', status: '200' };
    const one = metrics.of(`${HISTOGRAM}_count`, labels)[0]!.labels;
    const counts = metrics.of(`${HISTOGRAM}_bucket`, one).map(({ value }) => value);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(metrics.of(`${HISTOGRAM}_bucket`, { ...one, le: '+Inf' })[0]!.value).toBe(
      metrics.sum(`${HISTOGRAM}_count`, one),
    );
    const mean = metrics.sum(`${HISTOGRAM}_sum`, one) / metrics.sum(`${HISTOGRAM}_count`, one);
    expect(mean).toBeGreaterThan(0.0001);
    expect(mean).toBeLessThan(2);
  });

  it('count health probes separately', async () => {
    expect(await get(program, '/health/ready')).toBe(200);
    expect(await get(program, '/health/live')).toBe(200);
    const metrics = await read();
    for (const route of ['/health/ready', '/health/live'])
      expect(metrics.sum(`${HISTOGRAM}_count`, { route, status: '200' })).toBe(1);
  });

  it('count routing decisions by reason, on the fast path and through Express', async () => {
    const before = await read();
    for (let call = 0; call < 20; call++) {
      await get(program, '/routing/decision?ip=203.0.113.10', edge);
      await get(program, '/routing/ips/192.0.2.200', edge);
      // Behind Express.
      await get(program, '/routing/domains/%63ompany1.voip.example.com', edge);
    }
    const after = await read();
    const grown = (name: string, labels: Record<string, string>): number =>
      after.sum(name, labels) - before.sum(name, labels);
    expect(grown('organizations_routing_decisions_total', { reason: 'allowed' })).toBe(40);
    expect(grown('organizations_routing_decisions_total', { reason: 'unknown_ip' })).toBe(20);
    for (const route of ['/routing/decision', '/routing/ips/:ip', '/routing/domains/:domain'])
      expect(grown(`${HISTOGRAM}_count`, { route, status: '200' })).toBe(20);
  });

  it('count requests that exceed the rate limit', async () => {
    const greedy = bearer({ sub: 'greedy', role: 'viewer', org: 'org_456' });
    const before = (await read()).sum('organizations_rate_limit_refusals_total');
    let refused = 0;
    for (let left = 1_200; left > 0 && refused < 10; left--)
      if ((await get(program, '/organizations/my', greedy)) === 429) refused++;
    const after = await read();
    expect(refused).toBe(10);
    expect(after.sum('organizations_rate_limit_refusals_total') - before).toBe(refused);
    expect(after.sum('organizations_rate_limit_refusals_total', { role: 'viewer' })).toBe(refused);
    expect(after.sum(`${HISTOGRAM}_count`, { route: '/organizations/my', status: '429' })).toBe(refused);
  });

  it('count idempotent replays', async () => {
    const body = JSON.stringify({ name: 'Once', type: { id: 4 }, country: { id: 74 }, relation: null });
    const headers = { Authorization: admin, 'Content-Type': 'application/json', 'Idempotency-Key': 'once' };
    for (const replayed of [0, 1, 2]) {
      const { status } = await fetch(`${program.url}/organizations`, { method: 'POST', headers, body });
      expect(status).toBe(201);
      expect((await read()).sum('organizations_idempotent_replays_total')).toBe(replayed);
    }
  });

  it('show requests that wait for the database, and that a replica is not used', async () => {
    const holder = new pg.Client(database.url);
    await holder.connect();
    await holder.query('begin');
    await holder.query('lock table domains in access exclusive mode');
    const writes = Array.from({ length: 8 }, (_, number) =>
      fetch(`${program.url}/domains/waiting-${number}`, {
        method: 'POST',
        headers: { Authorization: admin, 'Content-Type': 'application/json' },
        body: JSON.stringify({ domain: `waiting-${number}.example.org`, orgId: 'org_456' }),
      }),
    );
    // Writers have two of each worker's four connections. The program itself may be one of the waiting writers.
    let metrics!: Exposition;
    await until(
      async () => (metrics = await read()).sum('organizations_database_waiting', { for: 'turn' }) >= 4,
    );
    await holder.end();
    const writing = metrics.sum('organizations_database_connections', { server: 'primary', use: 'writing' });
    expect(writing).toBeGreaterThanOrEqual(2);
    expect(writing).toBeLessThanOrEqual(4);
    expect(metrics.of('organizations_database_primary_up').map(({ value }) => value)).toEqual([1, 1]);
    expect(metrics.of('organizations_ready').map(({ value }) => value)).toEqual([1, 1]);
    expect(metrics.of('organizations_database_replica_used').map(({ value }) => value)).toEqual([0, 0]);
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(Array(8).fill(201));
    await until(async () => (await read()).sum('organizations_database_waiting') === 0);
  });

  it('show the size and age of the routing index, and its lost connections', async () => {
    const before = await read();
    expect(before.sum('organizations_routing_index_entries', { kind: 'networks', worker: '1' })).toBe(2);
    expect(before.sum('organizations_routing_index_age_seconds', { worker: '1' })).toBeLessThan(2);
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like '%routing_changes%' and pid <> pg_backend_pid()`,
    );
    const lost = 'organizations_routing_connection_losses_total';
    await until(async () => (await read()).sum(lost) >= before.sum(lost) + 2);
    await until(
      async () => (await read()).sum('organizations_routing_index_state', { state: 'fresh' }) === 2,
    );
    expect((await read()).sum('organizations_routing_index_loads_total')).toBe(2);
    const transaction = 'organizations_routing_index_transaction';
    expect((await read()).sum(transaction)).toBeGreaterThanOrEqual(before.sum(transaction));
  });

  it('start again for a replaced worker, and continue for the other', async () => {
    // The primary process distributes connections among the workers in turn.
    await Promise.all(Array.from({ length: 8 }, () => get(program, '/lookups')));
    const before = await read();
    const count = (metrics: Exposition, worker: string): number =>
      metrics.sum(`${HISTOGRAM}_count`, { worker });
    expect(count(before, '1')).toBeGreaterThan(0);
    expect(count(before, '2')).toBeGreaterThan(0);
    expect(before.sum('organizations_workers')).toBe(2);
    const said = program.output();
    process.kill(workersOf(program)[0]!, 'SIGKILL');
    await until(() => /another one takes its place/.test(program.output().slice(said.length)));
    // The endpoint answers meanwhile.
    const meanwhile = await read();
    expect(count(meanwhile, '1') + count(meanwhile, '2')).toBeGreaterThan(0);
    await until(async () => (await read()).sum('organizations_workers') === 2);
    const after = await read();
    expect(after.sum('organizations_worker_deaths_total')).toBe(1);
    const counts = ['1', '2'].map((worker) => count(after, worker) - count(before, worker));
    expect(counts.filter((grown) => grown < 0)).toHaveLength(1);
    expect(counts.filter((grown) => grown >= 0)).toHaveLength(1);
  });
});

describe('GET /metrics', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());
  const variables = (): Record<string, string> => ({
    ...{ DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET },
  });

  it('is closed by default, and never open on the port of the API', async () => {
    const closed = await start(variables());
    expect(await get(closed, '/metrics')).toBe(404);
    await closed.end('SIGTERM');
    const port = await freePort();
    const open = await start({ ...variables(), HOST: '0.0.0.0', METRICS_PORT: String(port) });
    expect(await get(open, '/metrics')).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
    // Another address of the same machine.
    await expect(fetch(`http://127.0.0.2:${port}/metrics`)).rejects.toThrow();
    await open.end('SIGTERM');
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });

  it('requires its token if one is configured, and has no other route', async () => {
    const port = await freePort();
    const METRICS_TOKEN = 'for Prometheus alone';
    const program = await start({ ...variables(), METRICS_PORT: String(port), METRICS_TOKEN });
    const ask = async (path: string, authorization?: string, method = 'GET'): Promise<number> =>
      (
        await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          headers: authorization === undefined ? {} : { Authorization: authorization },
        })
      ).status;
    expect(await ask('/metrics')).toBe(401);
    expect(await ask('/metrics', admin)).toBe(401);
    expect(await ask('/metrics', `Bearer ${METRICS_TOKEN}`)).toBe(200);
    expect(await ask('/metrics', `Bearer ${METRICS_TOKEN}`, 'POST')).toBe(405);
    expect(await ask('/domains', `Bearer ${METRICS_TOKEN}`)).toBe(404);
    const url = `http://127.0.0.1:${port}/metrics`;
    const metrics = await Exposition.read(url, { Authorization: `Bearer ${METRICS_TOKEN}` });
    // A single process counts as worker 1.
    expect(new Set(metrics.samples.map(({ labels }) => labels.worker))).toEqual(new Set(['1']));
    await program.end('SIGTERM');
  });

  it('prevents the start if its port is in use', async () => {
    const first = await start(variables());
    const { port } = new URL(first.url);
    const DATA_DIR = folder();
    const witness = join(DATA_DIR, 'witness.cjs');
    writeFileSync(
      witness,
      `process.on('exit', (code) => require('node:fs').writeSync(1, '\\nENDED ' + code + '\\n'))`,
    );
    for (const WORKERS of ['1', '2']) {
      const said = await start({
        ...{ ...variables(), DATA_DIR, NODE_OPTIONS: `--require ${witness}` },
        ...{ WORKERS, METRICS_PORT: port },
      }).then(
        () => 'started',
        (error: unknown) => (error as Error).message,
      );
      expect(said).toContain('EADDRINUSE');
      // Workers shut down in order.
      expect(said.match(/^ENDED \d+/gm)).toEqual(
        WORKERS === '2' ? ['ENDED 0', 'ENDED 0', 'ENDED 1'] : ['ENDED 1'],
      );
    }
    await first.end('SIGTERM');
  });
});
