import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { TestApi, useApi, useSecondInstance, type Answer } from '../support/app.js';
import { createDatabase, createTemplate } from '../support/database.js';
import { Postgres } from '../support/postgres.js';

let primary: Postgres;
let standby: Postgres;

/** Asks a server something beside the program. */
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

async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`Not within 10 seconds: ${reached.toString()}`);
    await sleep(20);
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

describe('with a replica', () => {
  const api = useApi();
  const name = (): string => new URL(api.database.url).pathname.slice(1);
  const caughtUp = async (): Promise<boolean> => {
    const [{ lsn } = { lsn: '' }] = await ask<{ lsn: string }>(
      primary,
      'select pg_current_wal_insert_lsn() as lsn',
    );
    const [row] = await ask<{ there: boolean }>(
      standby,
      `select pg_last_wal_replay_lsn() >= '${lsn}' as there`,
    );
    return row!.there;
  };
  // The application is made before its database's URL on the standby can be known.
  const options = { databaseReplicaUrls: [] as string[] };
  beforeAll(async () => {
    await until(caughtUp);
    options.databaseReplicaUrls.push(replicaUrl(api));
  });
  const one = useSecondInstance(api, options);
  const other = useSecondInstance(api, options);
  const astray = useSecondInstance(api, { databaseReplicaUrls: ['postgres://nobody@127.0.0.1:1/nothing'] });

  /** How many transactions a server has ended in this test's database. */
  const transactions = async (server: Postgres): Promise<number> => {
    const sql = 'select xact_commit::integer as n from pg_stat_database where datname = current_database()';
    return (await ask<{ n: number }>(server, sql, name()))[0]!.n;
  };
  const get = (at: TestApi): Promise<Answer> => at.manager(456).get('/domains/dom_123');

  it('is read from, and the primary is asked how far it is once for all the reads of a moment', async () => {
    const before = [await transactions(primary), await transactions(standby)];
    for (let round = 0; round < 6; round++) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => get(one)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      // A connection hands in its counts with the first transaction that is a second later.
      if (round === 4) await sleep(1_200);
    }
    const after = [await transactions(primary), await transactions(standby)];
    expect(after[1]! - before[1]!).toBeGreaterThan(150);
    expect(after[0]! - before[0]!).toBeLessThan(150);
  });

  it('that is not there keeps no instance from starting, nor from answering', async () => {
    expect((await astray.anonymous.get('/health/ready')).status).toBe(200);
    expect((await get(astray)).status).toBe(200);
  });

  let made = 0;
  /** Writes at one instance and reads at the other, over and over; what was not there that had been acknowledged. */
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

  it('shows everybody what was acknowledged before, at every instance', async () => {
    expect(await readOwnWrites(12)).toEqual([]);
  });

  it('that has stopped to replay still shows nobody anything old', async () => {
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

  it('that dies and comes back makes for no error', async () => {
    const statuses = new Set<number>();
    let over = false;
    const clients = Array.from({ length: 8 }, async (_, number) => {
      while (!over) statuses.add((await get(number % 2 ? one : other)).status);
    });
    await sleep(300);
    await standby.stop('SIGKILL');
    await sleep(1_500);
    await standby.start();
    await sleep(1_500);
    over = true;
    await Promise.all(clients);
    expect(statuses).toEqual(new Set([200]));
  });

  it('that freezes delays reads by a second, and makes for no error', async () => {
    await until(caughtUp);
    await sleep(1_200);
    standby.freeze();
    try {
      const asked = Date.now();
      const answers = await Promise.all(Array.from({ length: 30 }, () => get(one)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(Date.now() - asked).toBeLessThan(4_000);
      const again = Date.now();
      expect((await get(one)).status).toBe(200);
      expect(Date.now() - again).toBeLessThan(500);
    } finally {
      standby.thaw();
    }
    await until(caughtUp);
  });

  it('reads go on while the primary is away, and instances stay ready', async () => {
    const id = 'before-the-end';
    await sleep(1_200);
    const body = { domain: `${id}.example.org`, orgId: 'org_456' };
    expect((await one.admin.post(`/domains/${id}`, body)).status).toBe(201);
    await until(caughtUp);
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

  it('that was promoted is not read from any more', async () => {
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

describe('a standby that was left behind by a promotion', () => {
  it('is not read from, however much it has of what the former primary wrote', async () => {
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
