import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { bearer, useApi, type Caller } from '../../support/app.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { endOfPath } from '../../../src/database/path.js';
import { Model, type Operation, type View, type Who } from '../../support/model.js';

/** Creates plain objects, which are the easiest to read in a counterexample. */
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(fields, { noNullPrototype: true });

/** An organization, by its number modulo the number of organizations. */
const any = fc.nat({ max: 5 });
const above = fc.option(any, { freq: 8 });
const label = fc.constantFrom('one', 'two', 'three');
const name = label.map((host) => `${host}.example`);
const reference = fc.constantFrom('', 'a');
const type = fc.constantFrom('primary', 'alias');
const usedFor = fc.constantFrom('signaling', 'media', 'both');
const change = fc.oneof(
  record({ name: fc.constantFrom('Ada', 'Bob') }),
  record({ ext_reference: reference }),
  record({ status: record({ id: fc.constantFrom(0, 1) }) }),
);

const network = record({ bits: fc.integer({ min: 31, max: 32 }), host: fc.nat({ max: 1 }) }).map(
  ({ bits, host }) => ({ bits, start: (host >> (32 - bits)) << (32 - bits) }),
);

const weighted = <T>(...choices: [weight: number, arbitrary: fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const operation = weighted<Operation>(
  [2, record({ does: fc.constant('create'), below: above, reference })],
  [4, record({ does: fc.constant('change'), org: any, to: change })],
  [4, record({ does: fc.constant('move'), org: any, below: above })],
  [2, record({ does: fc.constant('delete'), org: any, force: fc.boolean() })],
  [2, record({ does: fc.constant('restore'), org: any })],
  [3, record({ does: fc.constant('add domain'), id: label, name, type, org: any })],
  [1, record({ does: fc.constant('give domain'), domain: any, org: any })],
  [1, record({ does: fc.constant('drop domain'), domain: any, force: fc.boolean() })],
  [5, record({ does: fc.constant('add ip'), org: any, network, type: usedFor })],
  [1, record({ does: fc.constant('drop ip'), ip: any })],
  [1, record({ does: fc.constant('add contact'), org: any })],
  [1, record({ does: fc.constant('drop contact'), contact: any })],
);
const who = weighted<Who>(
  [6, record({ role: fc.constant('admin'), org: fc.constant(0) })],
  [4, record({ role: fc.constant('manager'), org: fc.nat({ max: 2 }) })],
  [1, record({ role: fc.constantFrom('manager', 'viewer', 'edge'), org: any })],
);
const reader = weighted<Who>(
  [8, record({ role: fc.constantFrom('manager', 'viewer'), org: any })],
  [1, record({ role: fc.constant('edge'), org: any })],
);
const tree = fc.array(above, { maxLength: 5 });
// Without fast-check's bias towards short sequences, which rarely reach an interesting state.
const steps = fc.noBias(fc.array(record({ by: who, operation }), { maxLength: 80, size: 'max' }));
const readers = fc.noBias(fc.array(record({ by: reader, at: any }), { maxLength: 6, size: 'max' }));

describe('the API compared with its model', () => {
  const api = useApi();
  const admin: Who = { role: 'admin', org: 0 };

  const as = ({ role, org }: Who): Caller =>
    api.as(bearer({ role, ...(role !== 'admin' && { org: `org_${org}` }) }));

  const play = async (model: Model, by: Who, operation: Operation): Promise<void> => {
    const { send, refusal, effect } = model.plan(by, operation);
    const { status, body } = await as(by).send(...send);
    const sentence = `${by.role} of ${by.org}: ${send.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}`;
    const outcome = status < 300 ? 'done' : `${status} ${body.code}`;
    expect(`${sentence} → ${outcome}`).toBe(`${sentence} → ${refusal || 'done'}`);
    if (!refusal) effect(String(body.data.id));
  };

  /** All pages of a list, or the error. */
  const list = async (
    caller: Caller,
    path: string,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- items of many shapes
    show: (item: any) => string,
    limit = 3,
  ): Promise<string[] | string> => {
    const items: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { status, body } = await caller.get(`${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
      if (status !== 200) return `${status} ${body.code}`;
      items.push(...(body.data as unknown[]));
      cursor = body.meta.nextCursor as string | undefined;
      if (cursor === undefined) expect(`${path}: ${body.meta.total}`).toBe(`${path}: ${items.length}`);
    }
    return items.map(show);
  };

  const look = async (by: Who, target: number): Promise<View> => {
    const caller = as(by);
    return {
      organizations: await list(
        caller,
        '/organizations',
        (it) =>
          `${it.id} ${it.name} "${it.ext_reference}" ${it.status.id}/${it.effective_status.id} below ${it.relation?.parent?.id ?? 'nothing'}`,
      ),
      descendants: await list(caller, `/organizations/${target}/descendants`, (it) => `${it.id}`),
      domains: await list(caller, '/domains', (it) => `${it.id} ${it.domain} of ${it.orgId} ${it.orgName}`),
      ips: await list(caller, '/orgips/index', (it) => `${it.id} ${it.ipAddress}/${it.cidr} of ${it.orgId}`),
      contacts: await list(caller, `/organizations/${target}/contacts`, (it) => `${it.id}`),
      history: await list(
        caller,
        '/audit',
        (it) => {
          const images = [it.before, it.after];
          const actor =
            it.actor.orgId === undefined ? it.actor.role : `${it.actor.role} of ${it.actor.orgId}`;
          const parents = images.map((image) => image?.relation?.parent?.id ?? 'nothing').join(' and ');
          const others = (JSON.stringify(images).match(/org_\d+/g) ?? []).filter(
            (named) => named !== it.orgId,
          );
          return `${it.action} ${it.resourceType} ${it.resourceId} of ${it.orgId} ${it.orgName ?? 'hidden'} by ${actor}, below ${parents}${others.join()}`;
        },
        50,
      ),
    };
  };

  const compare = async (model: Model, by: Who, target: number): Promise<void> => {
    const sorted = (view: View): View =>
      Object.fromEntries(
        Object.entries(view).map(([list, lines]) => [list, Array.isArray(lines) ? lines.toSorted() : lines]),
      );
    const sentence = `${by.role} of ${by.org} looks at ${target}`;
    expect({ sentence, ...sorted(await look(by, target)) }).toEqual({
      sentence,
      ...sorted(model.view(by, target)),
    });
  };

  it('refuses the same requests and shows the same data as the model (property)', async () => {
    await fc.assert(
      fc.asyncProperty(tree, steps, readers, async (tree, steps, readers) => {
        // Administrators see the whole platform, so it starts empty.
        await api.database.query('truncate organizations, audit_entries restart identity cascade');
        const model = new Model();
        const caller = ({ role, org }: Who): Who => ({ role, org: model.id(org) });
        for (const below of [null, ...tree])
          await play(model, admin, { does: 'create', below, reference: '' });
        for (const { by, operation } of steps) await play(model, caller(by), operation);
        for (const { by, at } of [{ by: admin, at: 0 }, ...readers])
          await compare(model, by === admin ? by : caller(by), model.id(at));
      }),
      // Leaves time to shrink a counterexample.
      { numRuns: 20, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  }, 120_000);
});

describe('row-level security', () => {
  let database: TestDatabase;
  let program: pg.Client;

  beforeAll(async () => {
    database = await createDatabase();
    program = new pg.Client(database.url);
    await program.connect();
    await program.query('set role organizations_app');
  });

  afterAll(async () => {
    await program.end();
    await database.drop();
  });

  const each = (columns: string, values: string): string =>
    `(organization_id, ${columns}) select id, ${values} from organizations`;
  /** One row for each organization in every table that organizations own. */
  const owned = {
    api_keys: each('id, name, role, prefix, hash', `'key_' || id, 'x', 'viewer', 'x', id`),
    billing_profiles: each('status', `'active'`),
    contacts: each('name, type_id', `'x', 1`),
    cost_limit_extensions: each('month, amount, reason', `'2020-01-01', 1, 'x'`),
    domains: each('id, domain', `'d' || id, id || '.example'`),
    org_ips: each('id, network', `'ip_' || id, ('10.0.0.' || id)::cidr`),
  };
  const tables = Object.keys(owned);
  const moves = fc.array(record({ org: any, below: above }), { maxLength: 8 });

  it('shows exactly the subtree of the scope in every table, after any moves (property)', async () => {
    const withPaths = await database.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'path' and table_name <> 'organizations' order by 1`,
    );
    expect(withPaths.map(({ name }) => name)).toEqual(tables);
    const seen = async (scope: string): Promise<Record<string, number[]>> => {
      await program.query(
        `set organizations.scope = '${scope}'; set organizations.scope_end = '${scope === '' ? '' : endOfPath(scope)}'`,
      );
      const { rows } = await program.query<Record<string, number[]>>(
        `select array(select id from organizations order by 1) as organizations,
                ${tables.map((table) => `array(select organization_id from ${table} order by 1) as ${table}`).join()}`,
      );
      return rows[0]!;
    };

    await fc.assert(
      fc.asyncProperty(tree, moves, async (tree, moves) => {
        const model = new Model();
        await database.query('truncate organizations restart identity cascade');
        for (const [index, drawn] of [null, ...tree].entries()) {
          const parent = drawn === null ? null : model.id(drawn);
          await database.query(
            `insert into organizations (id, name, type_id, country_id, parent_id, relation_type_id)
             values ($1, 'x', 4, 74, $2, case when $2::integer is not null then 0 end)`,
            [index + 1, parent],
          );
          model.add(index + 1, parent);
        }
        for (const [table, rows] of Object.entries(owned))
          await database.query(`insert into ${table} ${rows}`);
        for (const { org, below } of moves) {
          const [id, parent] = [model.id(org), below === null ? null : model.id(below)];
          if (model.line(parent).includes(id)) continue;
          await database.query(
            `update organizations set parent_id = $2, relation_type_id = case when $2::integer is not null then 0 end where id = $1`,
            [id, parent],
          );
          model.organizations.get(id)!.parent = parent;
        }
        const all = [...model.organizations.keys()];
        const expected = (ids: number[]): Record<string, number[]> =>
          Object.fromEntries(['organizations', ...tables].map((table) => [table, ids]));
        expect(await seen('')).toEqual(expected([]));
        expect(await seen('/')).toEqual(expected(all));
        for (const top of all)
          expect(await seen(`/${model.line(top).toReversed().join('/')}/`)).toEqual(
            expected(all.filter((id) => model.line(id).includes(top))),
          );
      }),
      { numRuns: 30 },
    );
  });
});
