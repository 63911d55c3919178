import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import { bearer, JWT_SECRET } from '../../support/app.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/eventually.js';
import { Exposition } from '../../support/exposition.js';
import { HeldLock } from '../../support/held-lock.js';
import { folder, start, type Program } from '../../support/program.js';

const AGE = 'organizations_totals_oldest_amount_age_seconds';
const UPDATES = 'organizations_totals_update_duration_seconds_count';

describe('the metrics of charges', () => {
  let database: TestDatabase;
  let program: Program;
  let url: string;
  beforeAll(async () => {
    database = await createDatabase();
    const port = await freePort();
    url = `http://127.0.0.1:${port}/metrics`;
    program = await start({
      ...{ DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET, METRICS_PORT: String(port) },
    });
  });
  afterAll(async () => {
    await program.end('SIGTERM');
    await database.drop();
  });
  const read = (): Promise<Exposition> => Exposition.read(url);

  const send = async (
    role: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; data: Record<string, unknown> }> => {
    const response = await fetch(program.url + path, {
      method,
      headers: { Authorization: bearer({ role }), 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, data: ((await response.json()) as { data: never }).data };
  };
  const createOrganization = async (limit?: number): Promise<number> => {
    const { data } = await send('admin', 'POST', '/organizations', {
      ...{ name: 'An organization', type: { id: 4 }, country: { id: 74 }, relation: { parent: { id: 1 } } },
      monthly_cost_limit: limit,
    });
    return data.id as number;
  };
  const charge = (organization: number, amount: number, fields: object = {}): Record<string, unknown> => ({
    ...{ id: randomUUID(), orgId: `org_${organization}`, amount, currency: 'EUR' },
    occurredAt: new Date().toISOString(),
    ...fields,
  });
  const record = async (charges: unknown[], headers?: Record<string, string>): Promise<void> => {
    expect((await send('rating', 'POST', '/charges', { charges }, headers)).status).toBe(200);
  };

  it('count charges by outcome', async () => {
    const organization = await createOrganization();
    const once = charge(organization, 1);
    const before = await read();
    await record([once, charge(organization, 1), charge(organization, 1)]);
    await record([once, charge(organization, 1, { currency: 'USD' }), charge(31_337, 1)]);
    await record([charge(organization, 1, { occurredAt: '2020-01-01T00:00:00Z' })]);
    // A malformed charge has no outcome: the request fails.
    await send('rating', 'POST', '/charges', { charges: [charge(organization, 0.0000001)] });
    const after = await read();
    const grown = (outcome: string): number =>
      after.sum('organizations_charges_total', { outcome }) -
      before.sum('organizations_charges_total', { outcome });
    expect([grown('recorded'), grown('duplicate'), grown('refused')]).toEqual([3, 1, 3]);
  });

  it('time each update of the totals, also after a request with an Idempotency-Key', async () => {
    const organization = await createOrganization();
    const before = await read();
    await record([charge(organization, 1)], { 'Idempotency-Key': randomUUID() });
    await until(async () => (await read()).sum(UPDATES) > before.sum(UPDATES));
    expect(program.output()).not.toContain('not up to date');
  });

  it('show how many organizations are blocked, and how many may soon be', async () => {
    const [blocked, warned, others] = [
      await createOrganization(10),
      await createOrganization(10),
      await createOrganization(10),
    ];
    const prepaid = await createOrganization();
    const profile = { currency: 'EUR', paymentMethod: 'prepaid', currentBalance: -1 };
    expect((await send('admin', 'PUT', `/billingprofile/${prepaid}`, profile)).status).toBeLessThan(300);
    await record([
      charge(blocked, 10),
      charge(warned, 8),
      charge(others, 7),
      charge(prepaid, 1),
      // A warning of last month is past.
      charge(others, 9, { occurredAt: new Date(new Date().setUTCDate(0)).toISOString() }),
    ]);
    const counts = async (): Promise<number[]> => {
      const metrics = await read();
      return [
        metrics.sum('organizations_blocked', { reason: 'cost_limit' }),
        metrics.sum('organizations_blocked', { reason: 'credit_limit' }),
        metrics.sum('organizations_near_cost_limit'),
      ];
    };
    await until(async () => (await counts()).join() === '1,1,1');
    // A higher limit lifts the block; the warning stays.
    await send('admin', 'PATCH', `/organizations/${blocked}`, { monthly_cost_limit: 100 });
    await until(async () => (await counts()).join() === '0,1,2');
  });

  it('count emergency calls by the reason that they override', async () => {
    const metric = 'organizations_routing_emergency_calls_total';
    const kinds = ['none', 'cost_limit_reached', 'credit_limit_reached', 'organization_suspended'];
    // All are there from the start: the first call of a kind is an increase.
    for (const overridden of kinds) expect((await read()).of(metric, { overridden })).toHaveLength(1);
    const call = '/routing/decision?ip=203.0.113.10&emergency=true';
    const before = await read();
    await send('edge', 'GET', call);
    await send('admin', 'PATCH', '/organizations/1', { monthly_cost_limit: 0 });
    await until(async () => (await send('edge', 'GET', call)).data.overridden === 'cost_limit_reached');
    const after = await read();
    for (const overridden of ['none', 'cost_limit_reached'])
      expect(after.sum(metric, { overridden })).toBeGreaterThan(before.sum(metric, { overridden }));
    await send('admin', 'PATCH', '/organizations/1', { monthly_cost_limit: null });
  });

  it('show the age of the oldest amount that no total contains, also while the database does not answer', async () => {
    const age = async (): Promise<number> => (await read()).sum(AGE);
    await until(async () => (await age()) === 0);
    const organization = await createOrganization();
    // A move holds this lock while it changes totals.
    const moving = await HeldLock.take(database, 'select pg_advisory_xact_lock(7301007)');
    await record([charge(organization, 1)]);
    await until(async () => (await age()) > 1);
    const before = await read();
    const hanging = await HeldLock.table(database, 'amounts_summed');
    await until(async () => (await age()) > before.sum(AGE) + 2);
    expect((await read()).sum(UPDATES)).toBe(before.sum(UPDATES));
    await moving.release();
    await hanging.release();
    await until(async () => (await age()) === 0);
    expect((await read()).sum(UPDATES)).toBeGreaterThan(before.sum(UPDATES));

    // Without an answer, it is unknown whether amounts wait.
    const down = await HeldLock.table(database, 'amounts_summed');
    await until(async () => (await age()) > 5);
    await down.release();
    await until(async () => (await age()) === 0);
  });
});
