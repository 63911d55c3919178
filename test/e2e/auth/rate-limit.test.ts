import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, useApi, useSecondInstance, type Answer, type TestApi } from '../../support/app.js';

/** Waits for a new minute if this one is nearly over, so that no test crosses its end. */
async function freshMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 12_000) await sleep(left + 50);
}

describe('the rate limit', () => {
  const api = useApi({ rateLimitPerMinute: 5 });
  const elsewhere = useSecondInstance(api, { rateLimitPerMinute: 5 });
  afterEach(() => void jest.restoreAllMocks());

  let callers = 0;
  /** A principal without requests so far. */
  const newCaller = (): string => bearer({ sub: `caller-${++callers}`, role: 'viewer', org: 'org_456' });
  const ask = (at: TestApi, who: string): Promise<Answer> => at.as(who).get('/organizations/my');

  it('counts requests down in headers, and refuses with the time to wait', async () => {
    await freshMinute();
    const who = newCaller();
    for (const remaining of [4, 3, 2, 1, 0]) {
      const { status, headers } = await ask(api, who);
      expect(status).toBe(200);
      expect(headers.get('ratelimit-policy')).toBe('"principal";q=5;w=60');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"principal";r=${remaining};t=\\d{1,2}$`));
    }
    const refused = await ask(api, who);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(refused.headers.get('ratelimit')).toMatch(/^"principal";r=0;t=/);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await api.as(who).post('/organizations', {})).status).toBe(429);
  });

  it('starts again with the next minute', async () => {
    await freshMinute();
    const who = newCaller();
    for (let n = 0; n < 5; n++) await ask(api, who);
    expect((await ask(api, who)).status).toBe(429);
    const now = Date.now();
    // The test moves the clock rather than wait a minute.
    jest.spyOn(Date, 'now').mockImplementation(() => now + 60_000);
    expect((await ask(api, who)).status).toBe(200);
  });

  it('is separate for each principal, by token and by key', async () => {
    await freshMinute();
    const busy = newCaller();
    for (let n = 0; n < 6; n++) await ask(api, busy);
    expect((await ask(api, busy)).status).toBe(429);
    expect((await ask(api, newCaller())).status).toBe(200);
    const admin = bearer({ sub: 'maker of keys', role: 'admin' });
    const made = await api.as(admin).post('/apikeys', { name: 'x', role: 'viewer', orgId: 'org_456' });
    const key = `Bearer ${made.body.data.secret as string}`;
    for (let n = 0; n < 5; n++) expect((await ask(api, key)).status).toBe(200);
    expect((await ask(api, key)).status).toBe(429);
  });

  it('is shared by all instances within two seconds', async () => {
    await freshMinute();
    const who = newCaller();
    for (let n = 0; n < 4; n++) expect((await ask(api, who)).status).toBe(200);
    await sleep(1_300);
    expect((await ask(elsewhere, who)).status).toBe(200);
    await sleep(2_300);
    expect((await ask(elsewhere, who)).status).toBe(429);
    expect((await ask(api, who)).status).toBe(429);
  });

  it('does not delay requests while the database is unavailable', async () => {
    await freshMinute();
    await api.database.query('alter table request_counts rename to gone');
    const who = newCaller();
    await ask(api, who);
    await sleep(1_200);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await ask(api, who)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    await api.database.query('alter table gone rename to request_counts');
    await sleep(2_300);
    await ask(elsewhere, who);
    await sleep(2_300);
    expect((await ask(elsewhere, who)).status).toBe(429);
  });

  it('does not apply to the platform’s SIP proxies or to public routes', async () => {
    const proxy = bearer({ sub: 'proxy', role: 'edge' });
    for (let n = 0; n < 8; n++) expect((await api.as(proxy).get('/domains')).status).toBe(403);
    for (let n = 0; n < 8; n++) {
      const { status, headers } = await api.anonymous.get('/health/live');
      expect([status, headers.get('ratelimit')]).toEqual([200, null]);
    }
  });
});

describe('without a rate limit', () => {
  const api = useApi({ rateLimitPerMinute: 0 });

  it('requests are not counted', async () => {
    const { headers } = await api.admin.get('/domains');
    expect([headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([null, null]);
  });
});
