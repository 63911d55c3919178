import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Registry, type Gauge } from 'prom-client';
import { TestApi, useApi, useSecondInstance, type Answer } from '../support/app.js';
import { createDatabase, createTemplate } from '../support/database.js';
import { eventually, until } from '../support/eventually.js';
import { Load } from '../support/load.js';
import { Postgres } from '../support/postgres.js';
import { TcpProxy } from '../support/tcp-proxy.js';

let primary: Postgres;
let standby: Postgres;

/** Runs a statement on a server, past the program. */
async function ask<T extends pg.QueryResultRow>(server: Postgres, sql: string, database = 'postgres') {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  primary = await Postgres.create();
  process.env.TEST_DATABASE_URL = primary.url;
  await createTemplate();
  standby = await Postgres.standbyOf(primary);
});

afterAll(async () => {
  await standby.remove();
  await primary.remove();
});

/** The same database, on the standby. */
const replicaUrl = (api: TestApi): string => {
  const url = new URL(standby.url);
  url.pathname = new URL(api.database.url).pathname;
  return url.href;
};

describe('an instance with a replica', () => {
  // Without the index, which reads its changes from the primary all the time: the transactions are counted.
  const api = useApi({ routingIndex: 'off' });
  const name = (): string => new URL(api.database.url).pathname.slice(1);
  const caughtUp = async (): Promise<boolean> => {
    const [{ lsn } = { lsn: '' }] = await ask<{ lsn: string }>(
      primary,
      'select pg_current_wal_insert_lsn() as lsn',
    );
    const [row] = await ask<{ replayed: boolean }>(
      standby,
      `select pg_last_wal_replay_lsn() >= '${lsn}' as replayed`,
    );
    return row!.replayed;
  };
  // The database's URL on the standby is not known before the first instance has created it.
  const options = { databaseReplicaUrls: [] as string[], routingIndex: 'off' as const };
  const distantOptions = { ...options, databaseUrl: '' };
  let proxy: TcpProxy;
  beforeAll(async () => {
    await until(caughtUp);
    options.databaseReplicaUrls.push(replicaUrl(api));
    proxy = await TcpProxy.open(primary.url);
    distantOptions.databaseUrl = proxy.through(api.database.url);
  });
  afterAll(() => proxy.close());
  const one = useSecondInstance(api, options);
  const other = useSecondInstance(api, options);
  /** Its way to the primary can be interrupted. */
  const distant = useSecondInstance(api, distantOptions);
  const misconfigured = useSecondInstance(api, {
    routingIndex: 'off',
    databaseReplicaUrls: ['postgres://nobody@127.0.0.1:1/nothing'],
  });

  /** How many transactions in this test's database a server has reported. */
  const transactions = async (server: Postgres): Promise<number> => {
    const sql = 'select xact_commit::integer as n from pg_stat_database where datname = current_database()';
    return (await ask<{ n: number }>(server, sql, name()))[0]!.n;
  };
  const get = (at: TestApi): Promise<Answer> => at.manager(456).get('/domains/dom_123');
  const readsFromReplica = async (at: TestApi): Promise<boolean> => {
    const gauge = at.app.get(Registry).getSingleMetric('organizations_database_replica_used') as Gauge;
    return (await gauge.get()).values.every(({ value }) => value === 1);
  };
  const allReadFromReplica = async (): Promise<boolean> =>
    (await Promise.all([one, other, distant].map(readsFromReplica))).every(Boolean);

  it('reads from the replica, and asks the primary for its position once for concurrent reads', async () => {
    const measure = async (): Promise<{ onPrimary: number; onStandby: number }> => {
      const before = [await transactions(primary), await transactions(standby)];
      for (let round = 0; round < 6; round++) {
        const answers = await Promise.all(Array.from({ length: 40 }, () => get(one)));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        // PostgreSQL reports a connection's transactions with the first one that follows a second later.
        if (round === 4) await sleep(1_200);
      }
      const after = [await transactions(primary), await transactions(standby)];
      return { onPrimary: after[0]! - before[0]!, onStandby: after[1]! - before[1]! };
    };
    // When replay falls behind for a moment, reads go to the primary.
    const { onPrimary, onStandby } = await eventually(
      measure,
      (counts) => counts.onStandby > 150 && counts.onPrimary < 150,
    );
    expect(onStandby).toBeGreaterThan(150);
    expect(onPrimary).toBeLessThan(150);
  }, 120_000);

  it('starts and answers when the replica cannot be reached', async () => {
    expect((await misconfigured.anonymous.get('/health/ready')).status).toBe(200);
    expect((await get(misconfigured)).status).toBe(200);
  });

  let made = 0;
  /** Writes at one instance and reads at the other, many times. Returns the reads that missed an acknowledged write. */
  const readOwnWrites = async (rounds: number): Promise<string[]> => {
    const missed: string[] = [];
    const client = async (number: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const [here, there] = (number + round) % 2 ? [one, other] : [other, one];
        const id = `own-${made++}`;
        const body = { domain: `${id}.example.org`, orgId: 'org_456', metadata: { version: '1' } };
        const created = await here.manager(456).post(`/domains/${id}`, body);
        if (created.status !== 201) missed.push(`create ${created.status}`);
        const found = await there.manager(456).get(`/domains/${id}`);
        if (found.status !== 200) missed.push(`read ${found.status}`);
        await there.manager(456).put(`/domains/${id}`, { metadata: { version: '2' } });
        const changed = await here.manager(456).get(`/domains/${id}`);
        if (changed.body.data?.metadata?.version !== '2') missed.push('version');
        if (round % 2) continue;
        await here.manager(456).delete(`/domains/${id}`);
        const gone = await there.manager(456).get(`/domains/${id}`);
        if (gone.status !== 404) missed.push(`deleted ${gone.status}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => client(number)));
    return missed;
  };

  it('shows every write that any instance acknowledged before', async () => {
    expect(await readOwnWrites(12)).toEqual([]);
  });

  it('shows no old value while the replica has stopped replaying', async () => {
    await ask(standby, 'select pg_wal_replay_pause()');
    try {
      expect(await readOwnWrites(6)).toEqual([]);
    } finally {
      await ask(standby, 'select pg_wal_replay_resume()');
    }
    await until(caughtUp);
    await until(async () => {
      const before = await transactions(standby);
      for (let n = 0; n < 20; n++) await get(one);
      await sleep(1_100);
      await Promise.all(Array.from({ length: 20 }, () => get(one)));
      return (await transactions(standby)) - before > 20;
    });
  });

  it('answers without an error while the replica crashes and comes back', async () => {
    const statuses = new Set<number>();
    let reads = 0;
    const load = new Load(8, async (client) => {
      statuses.add((await get(client % 2 ? one : other)).status);
      reads++;
    });
    const moreReads = (): Promise<void> => {
      const enough = reads + 200;
      return until(() => reads >= enough);
    };
    await moreReads();
    await standby.stop('SIGKILL');
    await moreReads();
    await standby.start();
    await until(allReadFromReplica);
    await moreReads();
    await load.stop();
    expect(statuses).toEqual(new Set([200]));
  });

  it('delays reads by a second when the replica freezes, and answers without an error', async () => {
    await until(caughtUp);
    await until(allReadFromReplica);
    standby.freeze();
    try {
      const asked = Date.now();
      const answers = await Promise.all(Array.from({ length: 30 }, () => get(one)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(Date.now() - asked).toBeLessThan(4_000);
      // A read that asked the replica again would take more than a second.
      const durations: number[] = [];
      for (let n = 0; n < 5; n++) {
        const again = Date.now();
        expect((await get(one)).status).toBe(200);
        durations.push(Date.now() - again);
      }
      expect(Math.min(...durations)).toBeLessThan(500);
    } finally {
      standby.thaw();
    }
    await until(caughtUp);
  });

  it('shows every acknowledged write from the first response of a primary that was silent', async () => {
    const id = await api.createDomain(456, { tlsEnabled: false });
    const read = (): Promise<Answer> => distant.admin.get(`/domains/${id}`);
    await until(caughtUp);
    await until(allReadFromReplica);
    const [{ source } = { source: '' }] = await ask<{ source: string }>(
      standby,
      `select current_setting('primary_conninfo') as source`,
    );
    const replicateFrom = async (url: string): Promise<void> => {
      await ask(standby, `alter system set primary_conninfo = '${url}'`);
      await ask(standby, 'select pg_reload_conf()');
    };
    expect((await read()).body.data.tlsEnabled).toBe(false);
    try {
      // The replica receives nothing from here on, so only the primary knows of the write.
      await replicateFrom('');
      await until(async () => (await ask(standby, 'select from pg_stat_wal_receiver')).length === 0);
      proxy.hold();
      // After a second of silence the primary counts as away.
      expect((await read()).status).toBe(200);
      expect((await one.admin.put(`/domains/${id}`, { tlsEnabled: true })).status).toBe(200);
      const answer = read();
      // Slower than a primary usually responds, and sooner than it counts as away.
      await sleep(300);
      proxy.release();
      expect((await answer).body.data.tlsEnabled).toBe(true);
    } finally {
      proxy.release();
      await replicateFrom(source);
    }
    await until(caughtUp);
  });

  it('answers reads and stays ready while the primary is away', async () => {
    const id = 'before-the-outage';
    const body = { domain: `${id}.example.org`, orgId: 'org_456' };
    expect((await one.admin.post(`/domains/${id}`, body)).status).toBe(201);
    await until(caughtUp);
    await until(allReadFromReplica);
    await primary.stop('SIGINT');
    try {
      for (const at of [one, other]) {
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => at.manager(456).get(`/domains/${id}`)),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        expect((await at.anonymous.get('/health/ready')).status).toBe(200);
      }
      const refused = await one.admin.put(`/domains/${id}`, { tlsEnabled: true });
      expect([refused.status, refused.body.code]).toEqual([503, 'service_unavailable']);
      expect((await api.anonymous.get('/health/ready')).status).toBe(503);
    } finally {
      await primary.start();
    }
    await until(async () => (await one.admin.put(`/domains/${id}`, { tlsEnabled: true })).status === 200);
    expect((await other.admin.get(`/domains/${id}`)).body.data.tlsEnabled).toBe(true);
  });

  it('no longer reads from a replica that was promoted', async () => {
    await until(caughtUp);
    await ask(standby, 'select pg_promote()');
    await ask(standby, `update domains set tls_enabled = not tls_enabled where id = 'dom_123'`, name());
    const [row] = await ask<{ t: boolean }>(
      primary,
      `select tls_enabled as t from domains where id = 'dom_123'`,
      name(),
    );
    for (let n = 0; n < 20; n++) expect((await get(one)).body.data.tlsEnabled).toBe(row!.t);
  });
});

describe('a standby that missed a promotion', () => {
  it('is not read from, even if it received more of the former primary’s log than the new primary', async () => {
    const { url, ...database } = await createDatabase();
    const name = new URL(url).pathname.slice(1);
    const promoted = await Postgres.standbyOf(primary);
    const left = await Postgres.standbyOf(primary);
    try {
      const at = (server: Postgres): string =>
        Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
      await promoted.stop('SIGINT');
      const change = `update domains set tls_enabled = not tls_enabled where id = 'dom_123'`;
      await ask(primary, change, name);
      await ask(primary, 'create table filler as select generate_series(1, 100000)', name);
      const state = `select tls_enabled as t from domains where id = 'dom_123'`;
      const [before] = await ask<{ t: boolean }>(primary, state, name);
      await until(async () => (await ask<{ t: boolean }>(left, state, name))[0]!.t === before!.t);
      await primary.stop('SIGINT');
      await promoted.start();
      await ask(promoted, 'select pg_promote()');

      const overrides = { databaseUrl: at(promoted), databaseReplicaUrls: [at(left)], migrateOnStart: false };
      const api = await new TestApi().start(overrides, { url, ...database });
      const answers: Answer[] = [];
      for (let n = 0; n < 20; n++) answers.push(await api.admin.get('/domains/dom_123'));
      await api.app.close();
      const seen = answers.map(({ status, body }) => [status, body.data?.tlsEnabled as boolean]);
      expect(seen).toEqual(answers.map(() => [200, !before!.t]));
    } finally {
      for (const server of [promoted, left]) await server.remove();
      await primary.start();
      await database.drop();
    }
  });
});
