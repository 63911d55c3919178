import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PLATFORM, UnitOfWork } from '../../src/database/unit-of-work.js';
import { RoutingIndexSync } from '../../src/routing/sync/routing-index-sync.js';
import { pruneChanges } from '../../src/routing/routing.repository.js';
import { bearer, TestApi, useApi } from '../support/app.js';
import { createDatabase, createTemplate } from '../support/database.js';
import { until } from '../support/eventually.js';
import { Postgres } from '../support/postgres.js';
import { hideProcessId, TcpProxy } from '../support/tcp-proxy.js';

const PATH = '/routing/domains/company1.voip.example.com';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.create();
  // A server for this file only, because its failures must not affect other tests.
  process.env.TEST_DATABASE_URL = postgres.url;
  await createTemplate();
});

afterAll(() => postgres.remove());

const fresh = (api: TestApi): Promise<void> => until(() => api.app.get(RoutingIndexSync).state === 'fresh');

/** The routing response and the time it took. */
async function ask(
  api: TestApi,
  proxy = api.edge,
): Promise<{ reason: string; stale?: true; milliseconds: number }> {
  const began = performance.now();
  const { body } = await proxy.get(PATH);
  return { ...body.data, milliseconds: performance.now() - began };
}

const setStatus = (api: TestApi, status: string): Promise<unknown> =>
  api.database.query(`update domains set status = $1 where id = 'dom_123'`, [status]);

describe('routing while PostgreSQL is unavailable', () => {
  const api = useApi();

  it('answers from its last state, marks the answer as stale, and keeps the usage to record', async () => {
    await fresh(api);
    const keys = await Promise.all(
      [{}, { orgId: 'org_456' }].map((owner) =>
        api.admin.post('/apikeys', { name: 'proxy', role: 'edge', ...owner }),
      ),
    );
    const proxies = [
      api.edge,
      ...keys.map(({ body }) => api.as(`ApiKey ${body.data.secret}`)),
      api.as(bearer({ role: 'edge', org: 'org_456' })),
    ];
    for (const proxy of proxies) expect((await ask(api, proxy)).reason).toBe('allowed');
    await postgres.stop('SIGINT');
    await until(async () => (await ask(api)).stale === true);
    for (let call = 0; call < 10; call++) {
      const { reason, stale, milliseconds } = await ask(api, proxies[call % proxies.length]);
      expect([reason, stale]).toEqual(['allowed', true]);
      expect(milliseconds).toBeLessThan(500);
    }
    // So long that it was tried in vain to write down what was counted.
    await sleep(1_500);
    await postgres.start();
    await setStatus(api, 'inactive');
    await until(async () => (await ask(api)).reason === 'inactive_domain');
    expect(await ask(api)).not.toHaveProperty('stale');
    await until(async () => (await api.admin.get('/domains/dom_123')).body.data?.requestsLast24h >= 11);
  });

  it('does the same while the server is frozen', async () => {
    await fresh(api);
    postgres.freeze();
    try {
      await sleep(1_100);
      const { stale, milliseconds } = await ask(api);
      expect(stale).toBe(true);
      expect(milliseconds).toBeLessThan(500);
    } finally {
      postgres.thaw();
    }
    await setStatus(api, 'active');
    await until(async () => (await ask(api)).reason === 'allowed');
    expect(await ask(api)).not.toHaveProperty('stale');
  });
});

describe('the change log', () => {
  const api = useApi();

  it('is pruned of changes committed before the snapshot, and of no others', async () => {
    const kept = async (): Promise<unknown[]> =>
      (await api.database.query<{ key: string }>('select key from routing_changes order by 1')).map(
        ({ key }) => key,
      );
    const prune = (before: string | null): Promise<string> =>
      api.app.get(UnitOfWork).write(PLATFORM, (manager) => pruneChanges(manager, before));
    const open = new pg.Client(api.database.url);
    await open.connect();
    await open.query(`begin; update domains set status = 'inactive' where id = 'dom_123'`);
    await api.admin.put('/domains/dom_124', { status: 'inactive' });
    const between = await prune(null);
    await open.query('commit');
    await open.end();
    await prune(between);
    // What was not committed yet at the snapshot is there, whatever was committed after it began.
    expect(await kept()).toEqual(expect.arrayContaining(['company1.voip.example.com']));
    await prune(await prune(null));
    expect(await kept()).toEqual([]);
    // As after a dump has been read in on another server.
    await api.database.query(
      `insert into routing_changes (xid, kind, key) values ('999999999', 'domain', 'x')`,
    );
    await prune(null);
    expect(await kept()).toEqual([]);
  });
});

describe('routing behind a pooler', () => {
  it('follows the changes', async () => {
    const pooler = await TcpProxy.open(postgres.url, hideProcessId);
    const database = await createDatabase();
    const api = await new TestApi().start({ databaseUrl: pooler.through(database.url) }, database);
    await fresh(api);
    await setStatus(api, 'inactive');
    await until(async () => (await ask(api)).reason === 'inactive_domain');
    await api.stop();
    pooler.close();
  });
});

describe('a failover', () => {
  it('makes routing reload its index from the new primary', async () => {
    const standby = await Postgres.standbyOf(postgres);
    const address = await TcpProxy.open(postgres.url);
    const database = await createDatabase();
    const api = await new TestApi().start({ databaseUrl: address.through(database.url) }, database);
    await fresh(api);
    const { index } = api.app.get(RoutingIndexSync);
    const url = new URL(database.url);
    url.port = new URL(standby.url).port;
    let client = new pg.Client(url.href);
    // Until the database has come over.
    await until(() =>
      client.connect().then(
        () => true,
        () => {
          client = new pg.Client(url.href);
          return false;
        },
      ),
    );
    await client.query('select pg_promote()');
    // The former primary still runs and does not know of the change.
    await client.query(`update domains set status = 'inactive' where id = 'dom_123'`);
    await client.end();
    expect((await ask(api)).reason).toBe('allowed');
    address.target = new URL(standby.url);
    address.cut();
    await until(async () => (await ask(api)).reason === 'inactive_domain');
    await fresh(api);
    expect(api.app.get(RoutingIndexSync).index).not.toBe(index);
    await api.stop();
    address.close();
    await standby.remove();
  });
});
