import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { bearer, JWT_SECRET } from '../support/app.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/eventually.js';
import { HeldLock } from '../support/held-lock.js';
import { keepingClient, Load } from '../support/load.js';
import { call, folder, isAlive, main, start, workersOf, type Program } from '../support/program.js';

const occurrences = (text: string, part: string): number => text.split(part).length - 1;
const started = (program: Program): number =>
  occurrences(program.output(), 'Nest application successfully started');

describe('two workers', () => {
  const token = bearer({ role: 'admin' }).slice('Bearer '.length);
  let database: TestDatabase;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());

  const variables = (): Record<string, string> => ({
    ...{ WORKERS: '2', DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET },
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const clientsOf = (program: Program, count: number) =>
    Array.from({ length: count }, () => keepingClient(program.url, token));

  it('replace a killed worker, without migrating again', async () => {
    const program = await start(variables());
    const first = workersOf(program);
    expect(first).toHaveLength(2);
    const migrating = new pg.Client(database.url);
    await migrating.connect();
    // A migration would wait for this lock.
    await migrating.query('select pg_advisory_lock(7301000)');
    const clients = clientsOf(program, 8);
    const counts = { answered: 0, cut: 0 };
    const load = new Load(clients.length, async (number) => {
      const answer = await clients[number]!('/organizations/456');
      counts[answer === '200 keep-alive' ? 'answered' : 'cut']++;
    });
    for (const [killed, pid] of first.entries()) {
      process.kill(pid, 'SIGKILL');
      const { answered } = counts;
      await until(() => counts.answered > answered + 50 && started(program) === 3 + killed);
    }
    await load.stop();
    // A client loses at most the request that was running.
    expect(counts.cut).toBeLessThanOrEqual(2 * clients.length);
    expect(workersOf(program)).toHaveLength(2);
    expect(workersOf(program)).not.toEqual(expect.arrayContaining([first[0]]));
    for (const pid of first)
      expect(program.output()).toContain(`Worker ${pid} ended with SIGKILL; another one takes its place`);
    await migrating.end();
    expect(await program.end('SIGTERM')).toBe(0);
  });

  it('answer every request that reached them before SIGINT to all processes, as by Ctrl-C', async () => {
    const program = await start({ ...variables(), LOG_LEVEL: 'silent' });
    const workers = workersOf(program);
    const clients = clientsOf(program, 24);
    const counts: Record<string, number> = {};
    const load = new Load(clients.length, async (number) => {
      const result = await clients[number]!(number < 8 ? '/domains/dom_123' : '/organizations/456');
      counts[result] = (counts[result] ?? 0) + 1;
      if (number % 8 < 4) await sleep(Math.random() * 100);
      return result.startsWith('200');
    });
    await until(() => (counts['200 keep-alive'] ?? 0) > 150);
    const lock = await HeldLock.table(database, 'domains');
    await lock.waitForSessions(1);
    for (const pid of workers) process.kill(pid, 'SIGINT');
    const ended = program.end('SIGINT');
    await lock.release();
    expect(await ended).toBe(0);
    await load.end();
    expect(counts).toEqual({
      '200 keep-alive': expect.any(Number),
      '200 close': clients.length,
      ECONNREFUSED: clients.length,
    });
    expect(workers.filter(isAlive)).toEqual([]);
  });

  it('finish running requests and end when their primary is killed', async () => {
    const program = await start(variables());
    const workers = workersOf(program);
    const clients = clientsOf(program, 4);
    // From here on each client has a connection to a worker.
    for (const ask of clients) expect(await ask('/organizations/456')).toBe('200 keep-alive');
    const lock = await HeldLock.table(database, 'domains');
    const answers = clients.map((ask) => ask('/domains/dom_123'));
    await lock.waitForSessions(1);
    await program.end('SIGKILL');
    await lock.release();
    expect(await Promise.all(answers)).toEqual(Array(4).fill('200 close'));
    await until(() => !workers.some(isAlive));
  });

  it('report once why they cannot start', async () => {
    const run = (changes: Record<string, string>) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
        env: { PATH: process.env.PATH, ...variables(), LOG_LEVEL: 'silent', HOST: '127.0.0.1', ...changes },
        cwd: tmpdir(),
      });
      return { status, said: `${stdout.toString()}${stderr.toString()}`.trim() };
    };
    expect(run({ WORKERS: 'many', JWT_SECRET: 'short' })).toEqual({
      status: 1,
      said: expect.stringMatching(
        /^The environment is not usable:\n {2}- WORKERS .*\n {2}- JWT_SECRET .*$/,
      ) as unknown,
    });
    const occupied = createServer().listen(0, '127.0.0.1');
    await once(occupied, 'listening');
    const { port } = occupied.address() as AddressInfo;
    expect(run({ PORT: String(port) })).toEqual({
      status: 1,
      said: expect.stringMatching(/^.*EADDRINUSE.*$/) as unknown,
    });
    occupied.close();
    const empty = await createDatabase({ empty: true });
    expect(run({ DATABASE_URL: empty.url, MIGRATE_ON_START: 'false' })).toEqual({
      status: 1,
      said: 'There are no tables: run the migrations first (npm run db:migrate)',
    });
    await empty.drop();
  });
});

describe('two workers without a database', () => {
  it('share one embedded server with demo data loaded once, print one banner, and stop the server at the end', async () => {
    const program = await start({ WORKERS: '2', DATA_DIR: folder() });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call(program, program.tokens.ADMIN, 'GET', '/domains')),
    );
    expect(answers.map(({ body }) => body.meta.total as number)).toEqual(Array(8).fill(2));
    for (const part of ['Swagger UI', 'Loaded the demo data'])
      expect(occurrences(program.output(), part)).toBe(1);
    expect(program.output().indexOf('Swagger UI')).toBeGreaterThan(
      program.output().lastIndexOf('successfully started'),
    );
    const workers = workersOf(program);
    const children = execFileSync('ps', ['-A', '-o', 'ppid=,pid='])
      .toString()
      .split('\n')
      .map((line) => line.trim().split(/ +/).map(Number))
      .filter(([parent]) => parent === program.child.pid)
      .map(([, pid]) => pid!);
    expect(children).toHaveLength(workers.length + 1);
    await program.end('SIGKILL');
    await until(() => !children.some(isAlive));
  });
});
