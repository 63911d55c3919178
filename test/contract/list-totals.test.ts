import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { createPipelineEngine } from '../../src/database/pipeline/pipeline-engine.js';
import type { CreateEngine } from '../../src/database/query-engine.js';
import { TestApi } from '../support/app.js';
import { createLists, type List } from '../support/lists.js';

/** The statements that reads have sent, in their order. */
const statements: string[] = [];

/** The engine of production, which also records its statements. */
const createRecordingEngine: CreateEngine = (...options) => {
  const engine = createPipelineEngine(...options);
  const read = engine.read.bind(engine);
  engine.read = (scope, work) =>
    read(scope, (manager) => {
      const [query, queryWith] = [manager.query.bind(manager), manager.queryWith.bind(manager)];
      manager.query = (text, values) => {
        statements.push(text);
        return query(text, values);
      };
      manager.queryWith = (how, text, values) => {
        statements.push(text);
        return queryWith(how, text, values);
      };
      return work(manager);
    });
  return engine;
};

describe('the total of every list', () => {
  const api = new TestApi();
  let paths: string[];

  beforeAll(async () => {
    await api.start({}, undefined, {
      with: (environment) => AppModule.with(environment, createRecordingEngine),
    });
    paths = Object.values(await createLists(api)).map(({ path }: List) => path);
  });
  afterAll(() => api.stop());

  /** The `meta` of a page without its cursor, the link to the next page, and the statements that the request sent. */
  const read = async (url: string) => {
    statements.length = 0;
    const { body, headers } = await api.admin.get(url);
    const { nextCursor, ...meta } = body.meta as Record<string, unknown> & { nextCursor?: string };
    const next = /^<([^>]+)>/.exec(headers.get('link') ?? '')?.[1];
    expect([url, next]).toEqual([url, nextCursor && `${url}&cursor=${nextCursor}`]);
    return { meta, next, sent: sentByRequest() };
  };
  /** Without those that the program sends by itself all the time. */
  const sentByRequest = (): string[] => statements.filter((text) => !text.includes('amounts_summed'));
  const counts = (sent: string[]): string[] =>
    sent.flatMap((text) => /^explain\b|\bcount\(\*\)/.exec(text)?.[0] ?? []);

  it('is exact by default and with count=exact, on every page', async () => {
    for (const path of paths)
      for (const query of ['', 'count=exact&']) {
        const { meta, next, sent } = await read(`${path}?${query}limit=1`);
        expect([path, meta, counts(sent)]).toEqual([
          path,
          { total: expect.any(Number), limit: 1 },
          ['count(*)'],
        ]);
        expect(meta.total).toBeGreaterThan(1);
        const second = await api.admin.get(next!);
        expect([path, second.body.meta.total]).toEqual([path, meta.total]);
      }
  });

  it('is absent with count=none, without a statement for it', async () => {
    for (const path of paths) {
      const counted = await read(`${path}?limit=1`);
      const first = await read(`${path}?count=none&limit=1`);
      expect([path, first.meta, counts(first.sent)]).toEqual([path, { limit: 1 }, []]);
      expect([path, first.sent.length]).toEqual([path, counted.sent.length - 1]);
      statements.length = 0;
      const second = await api.admin.get(first.next!);
      expect([path, second.body.meta.total, sentByRequest().length]).toEqual([
        path,
        undefined,
        first.sent.length,
      ]);
      expect(second.body.data).toHaveLength(1);
      // A client must not rely on a total that a longer list would not have.
      expect([path, (await read(`${path}?count=none&limit=200`)).meta]).toEqual([path, { limit: 200 }]);
    }
  });

  it('is estimated with count=estimate, and never less than the page shows', async () => {
    for (const path of paths) {
      const url = `${path}?count=estimate&limit=1`;
      const { meta, next, sent } = await read(url);
      expect([path, meta]).toEqual([path, { total: expect.any(Number), totalExact: false, limit: 1 }]);
      expect(meta.total).toBeGreaterThan(1);
      expect([path, counts(sent)]).toEqual([path, ['explain']]);
      expect([path, (await api.admin.get(next!)).body.meta.totalExact]).toEqual([path, false]);
      expect([path, counts((await read(url)).sent)]).toEqual([path, []]);
    }
  });

  it('is exact with count=estimate if the first page is the whole list', async () => {
    for (const path of paths) {
      const whole = await read(`${path}?count=estimate&limit=200`);
      const { body } = await api.admin.get(`${path}?limit=200`);
      expect([path, whole.meta]).toEqual([path, { total: body.data.length, limit: 200 }]);
      expect(counts(whole.sent)).toEqual([]);
    }
  });

  it('refuses any other way to count', async () => {
    for (const path of paths)
      for (const value of ['maybe', '', 'None', 'exact,none']) {
        const { status, body } = await api.admin.get(`${path}?count=${value}`);
        expect([path, status, body.details]).toEqual([
          path,
          400,
          [{ field: 'count', message: 'must be one of the following values: none, estimate, exact' }],
        ]);
      }
  });
});
