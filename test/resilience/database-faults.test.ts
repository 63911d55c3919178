import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, JWT_SECRET, useApi, type Answer } from '../support/app.js';
import { administer, createDatabase, createTemplate, type TestDatabase } from '../support/database.js';
import { eventually, until } from '../support/eventually.js';
import { HeldLock } from '../support/held-lock.js';
import { keepingClient, Load } from '../support/load.js';
import { Postgres } from '../support/postgres.js';
import { call, folder, start, type Program } from '../support/program.js';

/** Does something with a very small disk; answers whether one could be made. */
async function withDisk(work: (mounted: string, size: number) => Promise<void>): Promise<boolean> {
  const mounted = mkdtempSync(join(tmpdir(), 'organizations-disk-'));
  const size = 2 ** 20;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', mounted], {
      stdio: 'ignore',
    });
  } catch {
    rmdirSync(mounted);
    return false;
  }
  try {
    await work(mounted, size);
  } finally {
    // Lazily: PostgreSQL may still have a file open on it.
    execFileSync('umount', ['--lazy', mounted]);
    rmdirSync(mounted);
  }
  return true;
}

const canMount = await withDisk(() => Promise.resolve());
let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.create();
  // For this file only: what fails here shall not fail for others.
  process.env.TEST_DATABASE_URL = postgres.url;
  await createTemplate();
});

afterAll(async () => {
  await postgres.remove();
});

const outcome = ({ status, body, headers }: Answer): string =>
  status < 300 ? 'done' : `${status} ${body?.code} Retry-After: ${headers.get('retry-after')}`;
const UNAVAILABLE = '503 service_unavailable Retry-After: 1';

const domain = (id: string) => ({ domain: `${id}.example.org`, orgId: 'org_456' });

describe('an outage of PostgreSQL under load', () => {
  const api = useApi();

  it.each([
    ['shut down', 'SIGINT'],
    ['crashed', 'SIGKILL'],
  ] as const)(
    'answers with 503 only, loses no acknowledged write, and ends when the server is back (%s)',
    async (_, signal) => {
      const acknowledged: string[] = [];
      const refusals: Answer[] = [];
      const note = async (answer: Answer): Promise<boolean> => {
        if (answer.status < 300) return true;
        refusals.push(answer);
        await sleep(20);
        return false;
      };
      const writers = new Load(8, async (client, round) => {
        const id = `${signal.toLowerCase()}-${client}-${round}`;
        if (await note(await api.admin.post(`/domains/${id}`, domain(id)))) acknowledged.push(id);
      });
      const readers = new Load(4, async () => {
        await note(await api.manager(456).get('/domains/dom_123'));
      });
      await until(() => acknowledged.length >= 60);
      await postgres.stop(signal);
      expect((await api.anonymous.get('/health/live')).status).toBe(200);
      expect((await api.anonymous.get('/health/ready')).status).toBe(503);
      const refused = refusals.length;
      await until(() => refusals.length >= refused + 20);
      await postgres.start();
      const restored = acknowledged.length;
      await until(() => acknowledged.length >= restored + 60);
      await Promise.all([writers.stop(), readers.stop()]);

      expect(new Set(refusals.map(outcome))).toEqual(new Set([UNAVAILABLE]));
      const [{ found } = {}] = await api.database.query<{ found: number }>(
        'select count(*)::integer as found from domains where id = any($1)',
        [acknowledged],
      );
      expect(found).toBe(acknowledged.length);
      expect((await api.anonymous.get('/health/ready')).status).toBe(200);
    },
  );
});

describe('connections that break repeatedly under load', () => {
  const api = useApi();

  it('do not end the program, and cause no error but 503', async () => {
    const outcomes = new Set<string>();
    const load = new Load(30, async (client) => {
      const caller = client % 2 ? api.admin : api.manager(456);
      outcomes.add(outcome(await caller.get('/organizations')));
    });
    for (let wave = 0; wave < 25; wave++) {
      await sleep(100 + (wave % 5) * 30);
      await administer(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'organizations-api'`,
      );
    }
    await load.stop();
    expect([...outcomes].sort()).toEqual([UNAVAILABLE, 'done']);
    await until(async () => (await api.admin.get('/organizations')).status === 200);
  });
});

describe('a table that changes under prepared statements', () => {
  const api = useApi({ databasePoolSize: 2 });

  it('causes no error', async () => {
    const write = (description: string): Promise<Answer> => api.admin.put('/orgips/ip_001', { description });
    const read = (): Promise<Answer> => api.admin.get('/orgips/ip_001');
    // Often enough for all that is kept to be kept.
    for (let round = 0; round < 8; round++) expect((await write(`round ${round}`)).status).toBe(200);
    expect((await read()).status).toBe(200);
    await api.database.query(`
      do $$ declare
        triggers record;
      begin
        select array_agg(quote_ident(tgname)) as names, array_agg(pg_get_triggerdef(oid)) as definitions into triggers
          from pg_trigger where tgrelid = 'org_ips'::regclass and pg_get_triggerdef(oid) like '%old.* *<> new.*%';
        for n in 1 .. cardinality(triggers.names) loop
          execute format('drop trigger %s on org_ips', triggers.names[n]);
        end loop;
        alter table org_ips alter column description type text;
        for n in 1 .. cardinality(triggers.names) loop
          execute triggers.definitions[n];
        end loop;
      end $$`);
    expect(outcome(await write('after'))).toBe('done');
    expect(outcome(await read())).toBe('done');
    expect((await read()).body.data.description).toBe('after');
  });
});

describe('a database that cannot execute requests', () => {
  const api = useApi({ databasePoolSize: 2 });
  let created = 0;
  const write = (): Promise<Answer> => {
    const id = `attempt-${++created}`;
    return api.admin.post(`/domains/${id}`, { ...domain(id), metadata: { note: 'x'.repeat(200) } });
  };
  const read = (): Promise<Answer> => api.admin.get('/domains/dom_123');
  const name = (): string => new URL(api.database.url).pathname.slice(1);

  /** Lets the sessions of the program begin anew, and waits until it has. */
  async function reconnect(): Promise<void> {
    await administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`);
    await until(async () => (await read()).status === 200);
  }

  it('causes 503 within seconds while all connections are busy, and recovers', async () => {
    const lock = await HeldLock.table(api.database, 'domains');
    const asked = Date.now();
    const waiting = Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 ? write() : read())));
    await lock.waitForSessions(2);
    expect((await api.anonymous.get('/health/ready')).status).toBe(503);
    expect((await api.anonymous.get('/health/live')).status).toBe(200);
    expect(new Set((await waiting).map(outcome))).toEqual(new Set([UNAVAILABLE]));
    // Three seconds for a writer's turn, five for a connection, three for the lock. A statement would end after fifteen.
    expect(Date.now() - asked).toBeLessThan(14_500);
    await lock.release();
    const after = await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 ? write() : read())));
    expect(new Set(after.map(outcome))).toEqual(new Set(['done']));
    expect((await api.anonymous.get('/health/ready')).status).toBe(200);
  });

  it('causes 503 for writes while it is read-only, and answers reads', async () => {
    await administer(`alter database ${name()} set default_transaction_read_only = on`);
    await reconnect();
    expect(outcome(await write())).toBe(UNAVAILABLE);
    expect(outcome(await read())).toBe('done');
    await administer(`alter database ${name()} reset default_transaction_read_only`);
    await reconnect();
    expect(outcome(await write())).toBe('done');
  });

  it('causes 503 for writes when it reports a full disk, and answers reads', async () => {
    await api.database.query(
      `create function fill() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
    );
    await api.database.query('create trigger fill before insert on domains execute function fill()');
    expect(outcome(await write())).toBe(UNAVAILABLE);
    expect(outcome(await read())).toBe('done');
    await api.database.query('drop trigger fill on domains');
    expect(outcome(await write())).toBe('done');
  });

  (canMount ? it : it.skip)('causes 503 for writes while its disk is full, and recovers', async () => {
    await withDisk(async (mounted, size) => {
      const place = join(mounted, 'tablespace');
      await mkdir(place);
      await postgres.own(place);
      await administer(`create tablespace small location '${place}'`);
      await api.database.query('alter table domains set tablespace small');
      const filler = join(mounted, 'filler');
      await expect(writeFile(filler, Buffer.alloc(size))).rejects.toThrow('ENOSPC');
      // The last page still has room for a few.
      let answer = await write();
      for (let tries = 0; answer.status === 201 && tries < 100; tries++) answer = await write();
      expect(outcome(answer)).toBe(UNAVAILABLE);
      expect(outcome(await write())).toBe(UNAVAILABLE);
      expect(outcome(await read())).toBe('done');
      await rm(filler);
      expect(outcome(await write())).toBe('done');
      await api.database.query('alter table domains set tablespace pg_default');
      await administer('drop tablespace small');
    });
  });
});

describe('the program', () => {
  const token = bearer({ role: 'admin' }).slice('Bearer '.length);
  let database: TestDatabase;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());

  const run = (): Promise<Program> =>
    start({
      ...{ DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET },
      ...{ LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' },
    });

  it('loses no acknowledged write when it is killed, and executes no repeated request twice', async () => {
    let program = await run();
    const ids = new Map<string, number | undefined>();
    const post = (key: string) =>
      call(
        program,
        token,
        'POST',
        '/organizations',
        { name: key, type: { id: 4 }, country: { id: 74 }, relation: { parent: { id: 1 } } },
        { 'Idempotency-Key': key },
      );
    const load = new Load(12, async (client, round) => {
      const key = `killed-${client}-${round}`;
      ids.set(key, undefined);
      const answer = await post(key).catch(() => sleep(100));
      if (answer?.status === 201) ids.set(key, answer.body.data.id as number);
    });
    await until(() => ids.size >= 150);
    await program.end('SIGKILL');
    await load.stop();
    const acknowledged = [...ids.values()].filter((id) => id !== undefined);
    const kept = await database.query('select from organizations where id = any($1)', [acknowledged]);
    expect(kept).toHaveLength(acknowledged.length);

    program = await run();
    await Promise.all(
      [...ids].map(async ([key, id]) => {
        let answer = await post(key);
        for (let tries = 0; answer.status !== 201 && tries < 50; tries++) answer = await post(key);
        expect(answer.body.data.id).toEqual(id ?? expect.any(Number));
      }),
    );
    const rows = await database.query(`select name from organizations where name like 'killed-%'`);
    expect(rows.map(({ name }) => name as string).sort()).toEqual([...ids.keys()].sort());
    expect(await program.end('SIGTERM')).toBe(0);
  });

  it('answers every request that reached it before SIGTERM, and is no longer ready', async () => {
    const program = await run();
    const clients = Array.from({ length: 24 }, () => keepingClient(program.url, token));
    const counts: Record<string, number> = {};
    const load = new Load(clients.length, async (number) => {
      // Eight wait for a lock, eight think before they ask again.
      const result = await clients[number]!(number < 8 ? '/domains/dom_123' : '/organizations/456');
      counts[result] = (counts[result] ?? 0) + 1;
      if (number % 8 < 4) await sleep(Math.random() * 100);
      return result.startsWith('200');
    });
    const probe = keepingClient(program.url, token);
    expect(await probe('/health/ready')).toBe('200 keep-alive');
    await until(() => (counts['200 keep-alive'] ?? 0) > 150);
    const lock = await HeldLock.table(database, 'domains');
    await lock.waitForSessions(1);
    const ended = program.end('SIGTERM');
    expect(
      await eventually(
        () => probe('/health/ready'),
        (result) => result !== '200 keep-alive',
      ),
    ).toBe('503 close');
    await lock.release();
    expect(await ended).toBe(0);
    await load.end();
    // Every connection got its last answer, and said so; none was cut off.
    expect(counts).toEqual({
      '200 keep-alive': expect.any(Number),
      '200 close': clients.length,
      ECONNREFUSED: clients.length,
    });
  });
});
