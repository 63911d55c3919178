import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { connectAsApplication } from '../../src/database/data-source.js';
import { violatesConstraint } from '../../src/database/database-errors.js';
import { createPipelineEngine } from '../../src/database/pipeline/pipeline-engine.js';
import { ReplicaLagError, type CreateEngine, type QueryEngine } from '../../src/database/query-engine.js';
import type { ReadManager } from '../../src/database/read-manager.js';
import { Domain } from '../../src/domains/domain.entity.js';
import { join } from 'node:path';
import { loadClasses } from '../../src/database/load-classes.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/eventually.js';
import { createPlainEngine } from '../support/plain-engine.js';
import { hideProcessId, TcpProxy } from '../support/tcp-proxy.js';

const entities = await loadClasses(join(import.meta.dirname, '../../src'), /\.entity\.js$/);

/** Enough repetitions for a statement to be prepared on every connection. */
const REPETITIONS = 12;
const CUSTOMER = '/1/456/';
const OTHER_CUSTOMER = '/1/789/';

describe.each<[name: string, createEngine: CreateEngine]>([
  ['the pipeline engine', createPipelineEngine],
  ['the plain engine', createPlainEngine],
])('%s', (_, createEngine) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let engine: QueryEngine;

  beforeAll(async () => {
    database = await createDatabase();
    await database.query(`create table public.samples (id integer primary key, value integer)`);
    await database.query(`grant select, insert, update, delete on samples to organizations_app`);
    dataSource = await connectAsApplication(database.url, 4, entities);
    engine = createEngine(dataSource, { url: database.url, maxReadConnections: 2 });
  });

  afterAll(async () => {
    await engine.close();
    await dataSource.destroy();
    await database.drop();
  });

  const read = <T>(
    text: string,
    values: unknown[] = [],
    scope = '/',
    { prepared = true, from = engine } = {},
  ): Promise<T[]> =>
    from.read({ scope }, (manager) =>
      prepared
        ? manager.query<T[]>(text, values)
        : manager.queryWith<T[]>({ preparation: 'none' }, text, values),
    );

  /** Runs `work` in a transaction, and commits it. */
  async function write<T>(work: (manager: EntityManager) => Promise<T>, scope = '/'): Promise<T> {
    const transaction = await engine.begin({ scope, settings: {}, unprepared: false });
    try {
      const result = await work(transaction.manager);
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback().catch(() => undefined);
      throw error;
    } finally {
      await transaction.release();
    }
  }

  const terminate = (filter = 'true'): Promise<object[]> =>
    database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'organizations-api' and ${filter}`,
    );

  describe('a read', () => {
    const ids = 'select id from domains order by id';

    it('sees the rows in its scope and no others, prepared or not', async () => {
      for (let n = 0; n < REPETITIONS; n++)
        for (const prepared of [true, false]) {
          expect(await read(ids, [], '/', { prepared })).toEqual([{ id: 'dom_123' }, { id: 'dom_124' }]);
          expect(await read(ids, [], CUSTOMER, { prepared })).toEqual([{ id: 'dom_123' }]);
          expect(await read(ids, [], OTHER_CUSTOMER, { prepared })).toEqual([{ id: 'dom_124' }]);
          expect(await read(ids, [], '/no/such/scope/', { prepared })).toEqual([]);
        }
    });

    it('sees the rows in its scope, however many scopes have prepared it for themselves', async () => {
      const own = (scope: string, text = ids): Promise<object[]> =>
        engine.read({ scope }, (manager) => manager.queryWith({ preparation: 'scoped' }, text));
      // More than a connection keeps, and each often enough to be prepared on every connection.
      for (let n = 0; n < 900; n++)
        await Promise.all(Array.from({ length: 8 }, () => own(CUSTOMER, `select ${n} as value`)));
      for (let n = 0; n < REPETITIONS; n++) {
        expect(await own('/')).toEqual([{ id: 'dom_123' }, { id: 'dom_124' }]);
        expect(await own(CUSTOMER)).toEqual([{ id: 'dom_123' }]);
        expect(await own(OTHER_CUSTOMER)).toEqual([{ id: 'dom_124' }]);
        expect(await own(CUSTOMER, 'select 0 as value')).toEqual([{ value: 0 }]);
      }
      const [{ count } = { count: 0 }] = (await own(
        '/',
        'select count(*)::integer as count from pg_prepared_statements',
      )) as { count: number }[];
      expect(count).toBeLessThanOrEqual(850);
    });

    it('shared by callers shows all of them what was committed before they asked', async () => {
      await database.query('insert into samples values (100, 0)');
      const value = (scope: string): Promise<unknown> =>
        engine.read({ scope }, async (manager) => {
          const [row] = await manager.queryWith<[{ value: number; seen: string }]>(
            { preparation: 'none', coalesce: true },
            `select value, (select string_agg(id, ',') from domains) as seen from samples where id = 100`,
          );
          return [row.value, row.seen];
        });
      for (let n = 1; n <= 20; n++) {
        const earlier = [value(CUSTOMER), value(OTHER_CUSTOMER)];
        await database.query('update samples set value = $1 where id = 100', [n]);
        const [mine, others] = await Promise.all([
          Promise.all([value(CUSTOMER), value(CUSTOMER)]),
          Promise.all([value(OTHER_CUSTOMER), value(OTHER_CUSTOMER)]),
        ]);
        expect(mine).toEqual([
          [n, 'dom_123'],
          [n, 'dom_123'],
        ]);
        expect(others).toEqual([
          [n, 'dom_124'],
          [n, 'dom_124'],
        ]);
        await Promise.all(earlier);
      }
    });

    it('keeps concurrent scopes apart', async () => {
      const visible: Record<string, string[]> = {
        '/': ['dom_123', 'dom_124'],
        [CUSTOMER]: ['dom_123'],
        [OTHER_CUSTOMER]: ['dom_124'],
      };
      const scopes = Array.from({ length: 300 }, (_empty, n) => Object.keys(visible)[n % 3]!);
      const found = await Promise.all(scopes.map((scope) => read<{ id: string }>(ids, [], scope)));
      expect(found.map((rows) => rows.map(({ id }) => id))).toEqual(scopes.map((scope) => visible[scope]));
    });

    it("sends the statements of TypeORM's query builder in its scope", async () => {
      const find = (scope: string): Promise<Domain[]> =>
        engine.read({ scope }, (manager) => manager.find(Domain, { order: { id: 'ASC' } }));
      expect((await find('/')).map(({ id }) => id)).toEqual(['dom_123', 'dom_124']);
      expect((await find(CUSTOMER)).map(({ id }) => id)).toEqual(['dom_123']);
    });

    it('sees in each statement what was committed before it', async () => {
      await database.query('insert into samples values (1, 1)');
      const values = await engine.read({ scope: '/' }, async (manager) => {
        const value = async (): Promise<unknown> =>
          (await manager.query<[{ value: number }]>('select value from samples where id = 1'))[0].value;
        const before = await value();
        await database.query('update samples set value = 2 where id = 1');
        return [before, await value()];
      });
      expect(values).toEqual([1, 2]);
    });

    it('refuses to write, in SQL and in TypeORM', async () => {
      const refused = (work: (manager: ReadManager) => Promise<unknown>): Promise<void> =>
        expect(engine.read({ scope: '/' }, work)).rejects.toThrow(/read-only transaction|cannot write/);
      await refused((manager) => manager.query('insert into samples values (2, 2)'));
      await refused((manager) =>
        manager.insert(Domain, { id: 'x', organizationId: 456, domain: 'x.example' }),
      );
      await refused((manager) => manager.transaction((inner) => inner.query('select 1')));
      expect(await read('select from samples where id = 2')).toEqual([]);
    });

    it('passes the auth epoch of each statement on, and fails when it is refused', async () => {
      const [{ value } = { value: '' }] = await database.query<{ value: string }>(
        'select value from auth_epoch',
      );
      const seen: string[] = [];
      const onAuthEpoch = (epoch: string): Promise<void> => {
        seen.push(epoch);
        return seen.length < 3 ? Promise.resolve() : Promise.reject(new Error('refused'));
      };
      await expect(
        engine.read({ scope: '/', onAuthEpoch }, async (manager) => {
          for (let n = 0; n < 5; n++) await manager.query('select 1');
        }),
      ).rejects.toThrow('refused');
      expect(seen).toEqual([value, value, value]);
    });

    it('fails on a server that has not replayed the required position', async () => {
      const work = (manager: ReadManager): Promise<unknown> => manager.query('select 1');
      // A server that is not in recovery has replayed nothing.
      for (const requiredLsn of ['0', null])
        await expect(engine.read({ scope: '/', requiredLsn }, work)).rejects.toThrow(ReplicaLagError);
    });
  });

  describe('values', () => {
    const time = new Date('2024-01-15T10:30:00.250Z');

    it.each<[type: string, sent: unknown, received: unknown]>([
      ['text', 'ä "quoted" \\ text', 'ä "quoted" \\ text'],
      ['text', '', ''],
      ['text', null, null],
      ['varchar', 'x', 'x'],
      ['integer', 42, 42],
      ['bigint', '9007199254740993', '9007199254740993'],
      ['numeric', '12345678901234567890.123456789', '12345678901234567890.123456789'],
      ['double precision', 0.1, 0.1],
      ['boolean', true, true],
      ['timestamptz', time, time],
      ['timestamptz', '2024-01-15 10:30:00.123456+00', new Date('2024-01-15T10:30:00.123Z')],
      ['timestamptz', '0001-01-01 00:00:00+00', new Date('0001-01-01T00:00:00Z')],
      ['timestamptz', 'infinity', Infinity],
      ['json', { a: [1, 'b', null] }, { a: [1, 'b', null] }],
      ['jsonb', JSON.stringify(['a']), ['a']],
      ['integer[]', [1, 2, 3], [1, 2, 3]],
      ['text[]', ['a', 'b "c"', null], ['a', 'b "c"', null]],
      ['cidr', '203.0.113.0/24', '203.0.113.0/24'],
      ['bytea', Buffer.from([0, 1, 255]), Buffer.from([0, 1, 255])],
    ])('of type %s arrive as they were sent: %j', async (type, sent, received) => {
      const text = `select $1::${type} as value`;
      const expected = [{ value: received }];
      for (let n = 0; n < REPETITIONS; n++) expect(await read(text, [sent])).toEqual(expected);
      expect(await read(text, [sent], CUSTOMER, { prepared: false })).toEqual(expected);
      expect(await write((manager) => manager.query(text, [sent]))).toEqual(expected);
    });

    it('of columns with the same name: the last one counts', async () => {
      expect(await read('select 1 as value, 2 as value')).toEqual([{ value: 2 }]);
    });
  });

  describe('an error', () => {
    it('of a read has its SQLSTATE, and the next read works', async () => {
      for (let n = 0; n < REPETITIONS; n++) {
        await expect(read('select 1 / $1::integer as value', [0])).rejects.toMatchObject({
          name: 'QueryFailedError',
          driverError: { code: '22012' },
        });
        expect(await read('select 1 / $1::integer as value', [1])).toEqual([{ value: 1 }]);
      }
    });

    it('of one read leaves the reads beside it alone', async () => {
      const settled = await Promise.allSettled(
        Array.from({ length: 100 }, (_empty, n) => read('select 1 / $1::integer as value', [n % 2])),
      );
      expect(settled.map(({ status }) => status)).toEqual(
        settled.map((_result, n) => (n % 2 ? 'fulfilled' : 'rejected')),
      );
    });

    it('of a value that cannot be sent fails the read alone', async () => {
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      await expect(read('select $1::json', [circular])).rejects.toThrow(/circular/i);
      expect(await read('select 1 as value')).toEqual([{ value: 1 }]);
    });

    it('of a constraint has its SQLSTATE and the name, and the next transaction works', async () => {
      const insert = (id: string): Promise<unknown> =>
        write((manager) =>
          manager.insert(Domain, { id, organizationId: 456, domain: 'company1.voip.example.com' }),
        );
      for (let n = 0; n < REPETITIONS; n++) {
        const error: unknown = await insert('taken').catch((failure: unknown) => failure);
        expect(error).toMatchObject({ name: 'QueryFailedError', driverError: { code: '23505' } });
        expect(violatesConstraint(error, 'domains_domain_key')).toBe(true);
        expect(await write((manager) => manager.query('select 1 as value'))).toEqual([{ value: 1 }]);
      }
    });

    it('in a transaction makes the statements behind it and the commit fail', async () => {
      const transaction = await engine.begin({ scope: '/', settings: {}, unprepared: false });
      const { manager } = transaction;
      await manager.query('insert into samples values (3, 3)');
      await expect(manager.query('select 1 / 0')).rejects.toMatchObject({ driverError: { code: '22012' } });
      await expect(manager.query('select 1')).rejects.toThrow();
      await expect(transaction.commit()).rejects.toThrow();
      await transaction.release();
      expect(await read('select from samples where id = 3')).toEqual([]);
    });
  });

  describe('a connection', () => {
    it('whose statement is cancelled works on', async () => {
      const text = 'select pg_sleep(60)';
      const slow = read(text);
      const outcome = expect(slow).rejects.toMatchObject({ driverError: { code: '57014' } });
      await until(
        async () =>
          (
            await database.query(
              `select pg_cancel_backend(pid) from pg_stat_activity where query = $1 and state = 'active'`,
              [text],
            )
          ).length > 0,
      );
      await outcome;
      expect(await read('select 1 as value')).toEqual([{ value: 1 }]);
    });

    it('that is lost fails its reads, and the next read has another one', async () => {
      const text = 'select pg_sleep(60)';
      const outcome = expect(read(text)).rejects.toThrow();
      await until(async () => (await terminate(`query = '${text}'`)).length > 0);
      await outcome;
      await until(() =>
        read('select 1').then(
          () => true,
          () => false,
        ),
      );
    });

    it('that is lost fails its transaction, which leaves nothing behind', async () => {
      const transaction = await engine.begin({ scope: '/', settings: {}, unprepared: false });
      await transaction.manager.query('insert into samples values (4, 4)');
      await terminate();
      await expect(transaction.commit()).rejects.toThrow();
      await transaction.rollback().catch(() => undefined);
      await transaction.release();
      await until(() =>
        write((manager) => manager.query('select 1')).then(
          () => true,
          () => false,
        ),
      );
      expect(await read('select from samples where id = 4')).toEqual([]);
    });

    it('is shared or waited for by many reads at once', async () => {
      const found = await Promise.all(
        Array.from({ length: 1_000 }, (_empty, n) => read<{ n: number }>('select $1::integer as n', [n])),
      );
      expect(found.flat().map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_empty, n) => n));
    });

    it('whose prepared statement a migration has outdated serves the next read and the next transaction', async () => {
      const text = 'select * from samples where id = $1';
      await database.query('insert into samples values (5, 5)');
      for (let n = 0; n < REPETITIONS; n++) {
        expect(await read(text, [5])).toEqual([{ id: 5, value: 5 }]);
        await write((manager) => manager.query(text, [5]));
      }
      await database.query('alter table samples add column note text');
      expect(await read(text, [5])).toEqual([{ id: 5, value: 5, note: null }]);
      // A transaction cannot repeat a statement: the unit of work repeats the transaction, unprepared.
      await write((manager) => manager.query(text, [5])).catch(() => undefined);
      for (let n = 0; n < REPETITIONS; n++) {
        expect(await read(text, [5])).toEqual([{ id: 5, value: 5, note: null }]);
        expect(await write((manager) => manager.query(text, [5]))).toEqual([{ id: 5, value: 5, note: null }]);
      }
      await database.query('alter table samples drop column note');
    });

    it('behind a pooler serves reads and transactions', async () => {
      const proxy = await TcpProxy.open(database.url, hideProcessId);
      const url = proxy.through(database.url);
      const pooled = await connectAsApplication(url, 4, entities);
      const behind = createEngine(pooled, { url, maxReadConnections: 2 });
      for (let n = 0; n < REPETITIONS; n++) {
        expect(await read('select $1::integer as n', [n], '/', { from: behind })).toEqual([{ n }]);
        const transaction = await behind.begin({ scope: '/', settings: {}, unprepared: false });
        expect(await transaction.manager.query('select $1::integer as n', [n])).toEqual([{ n }]);
        await transaction.commit();
        await transaction.release();
      }
      await behind.close();
      await pooled.destroy();
      proxy.close();
    });
  });

  describe('a transaction', () => {
    const select = 'select value from samples where id = 6';

    it('that is rolled back leaves nothing behind; one that is committed stays', async () => {
      const attempt = async (end: 'commit' | 'rollback'): Promise<void> => {
        const transaction = await engine.begin({ scope: '/', settings: {}, unprepared: false });
        await transaction.manager.query('insert into samples values (6, 6)');
        expect(await transaction.manager.query(select)).toEqual([{ value: 6 }]);
        expect(await read(select)).toEqual([]);
        await transaction[end]();
        await transaction.release();
      };
      await attempt('rollback');
      expect(await read(select)).toEqual([]);
      await attempt('commit');
      expect(await read(select)).toEqual([{ value: 6 }]);
    });

    it('is rolled back when the check of its commit fails', async () => {
      const transaction = await engine.begin({ scope: '/', settings: {}, unprepared: false });
      await transaction.manager.query('insert into samples values (7, 7)');
      await expect(transaction.commit({ text: 'select 1 / $1::integer', values: [0] })).rejects.toMatchObject(
        { driverError: { code: '22012' } },
      );
      await transaction.rollback().catch(() => undefined);
      await transaction.release();
      expect(await read('select from samples where id = 7')).toEqual([]);
    });

    it('makes a savepoint for a transaction in it', async () => {
      await write(async (manager) => {
        await manager.query('insert into samples values (8, 8)');
        const inner = manager.transaction(async (nested) => {
          await nested.query('insert into samples values (9, 9)');
          throw new Error('undone');
        });
        await expect(inner).rejects.toThrow('undone');
        await manager.transaction((nested) => nested.query('insert into samples values (10, 10)'));
      });
      expect(await read('select id from samples where id between 8 and 10 order by id')).toEqual([
        { id: 8 },
        { id: 10 },
      ]);
    });

    it('has its scope, its settings and the auth epoch of its beginning', async () => {
      const transaction = await engine.begin({
        scope: CUSTOMER,
        settings: { lock_timeout: '1234' },
        unprepared: false,
      });
      const { manager } = transaction;
      expect(await manager.query('select id from domains')).toEqual([{ id: 'dom_123' }]);
      expect(await manager.query('show lock_timeout')).toEqual([{ lock_timeout: '1234ms' }]);
      expect(await transaction.authEpoch).toBe(
        (await database.query<{ value: string }>('select value from auth_epoch'))[0]!.value,
      );
      await transaction.rollback();
      // The settings end with it.
      expect(await manager.query('select id from domains')).toEqual([]);
      await transaction.release();
    });

    it("returns what TypeORM's own query runner returns", async () => {
      await database.query('insert into samples values (11, 11)');
      await write(async (manager) => {
        expect(await manager.query('update samples set value = $1 where id = 11 returning id', [12])).toEqual(
          [[{ id: 11 }], 1],
        );
        expect(await manager.update(Domain, { id: 'dom_123' }, { tlsEnabled: true })).toMatchObject({
          affected: 1,
        });
        expect(await manager.delete(Domain, { id: 'no such domain' })).toMatchObject({ affected: 0 });
        expect(await manager.query('delete from samples where id = 11')).toEqual([[], 1]);
      });
    });
  });
});
