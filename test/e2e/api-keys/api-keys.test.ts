import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  bearer,
  faultyFields,
  useApi,
  useSecondInstance,
  type Answer,
  type Caller,
} from '../../support/app.js';

describe('API keys', () => {
  const api = useApi();
  const elsewhere = useSecondInstance(api);

  interface Made {
    id: string;
    secret: string;
    key: Caller;
  }

  const make = async (
    body: Record<string, unknown>,
    creator: Caller = api.admin,
  ): Promise<Made & { answer: Answer }> => {
    const answer = await creator.post('/apikeys', { name: 'A key', ...body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const { id, secret } = answer.body.data as { id: string; secret: string };
    return { id, secret, key: api.as(`Bearer ${secret}`), answer };
  };

  it('give the access of a token with the same role and organization, in each of three headers', async () => {
    const { secret } = await make({ role: 'manager', orgId: 'org_456' });
    const all: Record<string, string>[] = [
      { Authorization: `Bearer ${secret}` },
      { authorization: `bearer  ${secret}` },
      { Authorization: `ApiKey ${secret}` },
      { 'X-API-Key': secret },
    ];
    for (const headers of all)
      expect((await api.anonymous.get('/organizations/my', headers)).body.data.id).toBe(456);
  });

  it('are refused with 401 if they are invalid or sent together with another credential', async () => {
    const { secret } = await make({ role: 'manager', orgId: 'org_456' });
    const token = bearer({ role: 'admin' });
    for (const headers of [
      { Authorization: `Bearer oak_${'x'.repeat(43)}` },
      { Authorization: `Bearer ${secret}x` },
      { Authorization: `ApiKey ${secret.slice(0, -1)}` },
      { Authorization: secret },
      { Authorization: `Bearer ${secret} junk` },
      { Authorization: `Bearer\t${secret}` },
      { Authorization: `ApiKey ${secret}\tjunk` },
      { Authorization: token.replace('Bearer', 'ApiKey') },
      { 'X-API-Key': '' },
      { 'X-API-Key': token.slice(7) },
      { 'X-API-Key': `Bearer ${secret}` },
      { 'X-API-Key': secret, Authorization: token },
      { 'X-API-Key': 'nonsense', Authorization: token },
    ]) {
      const { status, body } = await api.anonymous.get(
        '/organizations/my',
        headers as Record<string, string>,
      );
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
    }
  });

  it('show their secret once and are stored as a hash', async () => {
    const { id, secret, answer } = await make({ role: 'viewer', orgId: 'org_456' });
    expect(secret).toMatch(/^oak_[\w-]{43}$/);
    expect(answer.body.data.prefix).toBe(secret.slice(0, 12));
    for (const path of ['/apikeys', `/apikeys/${id}`, '/audit'])
      expect(JSON.stringify((await api.admin.get(path)).body)).not.toContain(secret.slice(12));
    const dump = await api.database.query<{ text: string }>(
      `select string_agg(k::text, '') || (select string_agg(a::text, '') from audit_entries a) as text from api_keys k`,
    );
    expect(dump[0]!.text).toContain(secret.slice(0, 12));
    expect(dump[0]!.text).not.toContain(secret.slice(12));
    const hash = (
      await api.database.query<{ hash: string }>(`select hash from api_keys where id = '${id}'`)
    )[0]!;
    expect((await api.admin.get('/audit?resourceType=apikey')).body.data.length).toBeGreaterThan(0);
    expect(JSON.stringify((await api.admin.get('/audit')).body)).not.toContain(hash.hash);
  });

  it('do not show their secret again when the request is repeated', async () => {
    const headers = { 'Idempotency-Key': 'a key' };
    const body = { name: 'Repeated', role: 'viewer', orgId: 'org_456' };
    const first = await api.admin.post('/apikeys', body, headers);
    const second = await api.admin.post('/apikeys', body, headers);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const { secret, ...rest } = first.body.data;
    expect(second.body.data).toEqual(rest);
    const [stored] = await api.database.query<{ text: string }>(
      `select string_agg(k::text, '') as text from idempotency_keys k`,
    );
    expect(stored!.text).not.toContain((secret as string).slice(12));
  });

  it('never have more access than their creator', async () => {
    const manager = api.manager(456);
    const child = await api.createOrganization({ parent: 456 });
    expect((await manager.post('/apikeys', { name: 'x', role: 'admin' })).body).toMatchObject({
      code: 'role_above_creator',
      details: [{ field: 'role' }],
    });
    for (const orgId of ['org_789', 'org_1', 'org_31337']) {
      const answer = await manager.post('/apikeys', { name: 'x', role: 'viewer', orgId });
      expect([answer.status, answer.body.code, faultyFields(answer)]).toEqual([
        422,
        'organization_unknown',
        ['orgId'],
      ]);
    }
    expect((await api.viewer(456).post('/apikeys', { name: 'x', role: 'viewer' })).status).toBe(403);
    expect((await manager.post('/apikeys', { name: 'x', role: 'viewer' })).body.data.orgId).toBe('org_456');
    const below = await make({ role: 'manager', orgId: `org_${child}` }, manager);
    expect((await below.key.get('/organizations')).body.meta.total).toBe(1);
    expect((await below.key.post('/apikeys', { name: 'x', role: 'admin' })).status).toBe(403);
    expect((await below.key.post('/apikeys', { name: 'x', role: 'viewer', orgId: 'org_456' })).status).toBe(
      422,
    );
  });

  it('of the platform are created by administrators, and hidden from tenants', async () => {
    const platform = await make({ role: 'admin', orgId: null });
    expect(platform.answer.body.data).not.toHaveProperty('orgId');
    expect((await platform.key.get('/organizations')).body.meta.total).toBeGreaterThan(4);
    const ofTenant = await make({ role: 'admin', orgId: 'org_456' });
    const proxy = await make({ role: 'edge' });
    expect((await proxy.key.get('/domains')).status).toBe(403);
    for (const { id } of [platform, ofTenant, proxy]) {
      const manager = api.manager(456);
      expect((await manager.get(`/apikeys/${id}`)).status).toBe(404);
      expect((await manager.post(`/apikeys/${id}/rotate`, {})).status).toBe(404);
      expect((await manager.delete(`/apikeys/${id}`)).status).toBe(404);
      expect(JSON.stringify((await manager.get('/apikeys')).body)).not.toContain(id);
    }
    const none = await api.admin.post('/apikeys', { name: 'x', role: 'manager' });
    expect([none.status, none.body.code, faultyFields(none)]).toEqual([
      422,
      'organization_required',
      ['orgId'],
    ]);
  });

  it('are listed for managers of the subtree, and not for viewers', async () => {
    const id = await api.createOrganization({ parent: 789 });
    const made = await make({ role: 'viewer', orgId: `org_${id}`, name: 'Below' });
    const ids = async (caller: Caller, query = ''): Promise<string[]> =>
      (await caller.get(`/apikeys${query}`)).body.data.map((key: { id: string }) => key.id);
    expect(await ids(api.manager(789))).toEqual([made.id]);
    expect(await ids(api.manager(id))).toEqual([made.id]);
    expect(await ids(api.admin, `?orgId=org_${id}`)).toEqual([made.id]);
    expect(await ids(api.manager(456), `?orgId=org_${id}`)).toEqual([]);
    expect((await api.viewer(789).get('/apikeys')).status).toBe(403);
    expect((await api.viewer(789).get('/audit?resourceType=apikey')).body.data).toEqual([]);
    expect((await api.manager(789).get(`/apikeys/${made.id}`)).body.data).toMatchObject({
      name: 'Below',
      role: 'viewer',
      orgId: `org_${id}`,
      orgName: 'An organization',
    });
  });

  it('lose permissions on every instance as soon as their row has another role', async () => {
    const { id, key, secret } = await make({ role: 'manager', orgId: 'org_456' });
    const there = elsewhere.as(`Bearer ${secret}`);
    for (const caller of [key, there])
      expect((await caller.patch('/organizations/456', { ext_reference: 'before' })).status).toBe(200);
    await api.database.query(`update api_keys set role = 'viewer' where id = $1`, [id]);
    for (const caller of [key, there]) {
      const { status, body } = await caller.patch('/organizations/456', { ext_reference: 'after' });
      expect([status, body.code]).toEqual([403, 'insufficient_permissions']);
      expect((await caller.get('/organizations/456')).body.data.ext_reference).toBe('before');
    }
  });

  it('stop working on every instance as soon as they are revoked', async () => {
    const { id, secret } = await make({ role: 'manager', orgId: 'org_456' });
    const statuses = async (): Promise<number[]> =>
      Promise.all(
        [api, elsewhere].map(async (at) => (await at.as(`Bearer ${secret}`).get('/domains')).status),
      );
    expect(await statuses()).toEqual([200, 200]);
    expect((await elsewhere.manager(456).delete(`/apikeys/${id}`)).status).toBe(200);
    expect(await statuses()).toEqual([401, 401]);
    expect((await api.admin.get(`/apikeys/${id}`)).status).toBe(404);
  });

  it('stop working on every instance when they expire', async () => {
    const { secret } = await make({
      role: 'manager',
      orgId: 'org_456',
      expiresAt: new Date(Date.now() + 1_500).toISOString(),
    });
    const statuses = async (): Promise<number[]> =>
      Promise.all(
        [api, elsewhere].map(async (at) => (await at.as(`Bearer ${secret}`).get('/domains')).status),
      );
    expect(await statuses()).toEqual([200, 200]);
    await sleep(1_600);
    expect(await statuses()).toEqual([401, 401]);
  });

  it('expire in the future, and no later than the key that created them', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const later = new Date(Date.now() + 120_000).toISOString();
    const { key } = await make({ role: 'manager', orgId: 'org_456', expiresAt: soon });
    const past = await api.admin.post('/apikeys', {
      name: 'x',
      role: 'viewer',
      orgId: 'org_456',
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect([past.status, past.body.code, faultyFields(past)]).toEqual([
      422,
      'expiry_unusable',
      ['expiresAt'],
    ]);
    expect((await key.post('/apikeys', { name: 'x', role: 'viewer', expiresAt: later })).status).toBe(422);
    const inherited = (await key.post('/apikeys', { name: 'x', role: 'viewer' })).body.data;
    expect(new Date(inherited.expiresAt as string).getTime()).toBeLessThanOrEqual(new Date(soon).getTime());
    const endless = await make({ role: 'viewer', orgId: 'org_456' });
    expect((await key.post(`/apikeys/${endless.id}/rotate`, {})).body.code).toBe('expiry_unusable');
  });

  it('keep the previous secret valid on every instance for the overlap of a rotation', async () => {
    const { id, secret } = await make({ role: 'viewer', orgId: 'org_456' });
    const statusOf = async (key: string): Promise<number> =>
      (await elsewhere.as(`ApiKey ${key}`).get('/domains')).status;
    const rotated = await api.admin.post(`/apikeys/${id}/rotate`, { overlapSeconds: 1 });
    const second = rotated.body.data.secret as string;
    expect(second).not.toBe(secret);
    expect(rotated.body.data.previousSecretExpiresAt).toBeDefined();
    expect([await statusOf(secret), await statusOf(second)]).toEqual([200, 200]);
    await sleep(1_100);
    expect([await statusOf(secret), await statusOf(second)]).toEqual([401, 200]);
    expect((await api.admin.get(`/apikeys/${id}`)).body.data).not.toHaveProperty('previousSecretExpiresAt');
    const third = (await api.admin.post(`/apikeys/${id}/rotate`, {})).body.data.secret as string;
    expect([await statusOf(second), await statusOf(third)]).toEqual([200, 200]);
    const fourth = (await api.admin.post(`/apikeys/${id}/rotate`, { overlapSeconds: 0 })).body.data
      .secret as string;
    expect([await statusOf(second), await statusOf(third), await statusOf(fourth)]).toEqual([401, 401, 200]);
    const actions = (await api.admin.get(`/audit?resourceId=${id}`)).body.data as { action: string }[];
    expect(actions.map(({ action }) => action)).toEqual(['rotated', 'rotated', 'rotated', 'created']);
  });

  it('cannot create anything that outlasts the overlap with a previous secret', async () => {
    const { id, key } = await make({ role: 'manager', orgId: 'org_456' });
    const rotated = await api.admin.post(`/apikeys/${id}/rotate`, { overlapSeconds: 60 });
    const current = api.as(`Bearer ${rotated.body.data.secret as string}`);
    const overlap = rotated.body.data.previousSecretExpiresAt as string;
    expect((await key.post(`/apikeys/${id}/rotate`, { overlapSeconds: 0 })).body.code).toBe(
      'expiry_unusable',
    );
    const made = await key.post('/apikeys', { name: 'x', role: 'viewer' });
    expect(made.body.data.expiresAt).toBe(overlap);
    expect((await current.post('/apikeys', { name: 'x', role: 'viewer' })).body.data).not.toHaveProperty(
      'expiresAt',
    );
    expect((await current.post(`/apikeys/${id}/rotate`, {})).status).toBe(200);
    expect((await api.admin.post(`/apikeys/${id}/rotate`, { overlapSeconds: null })).status).toBe(400);
  });

  it('keep their ETag when they are used', async () => {
    const { id, key, answer } = await make({ role: 'viewer', orgId: 'org_456' });
    await key.get('/domains');
    await api.database.query(
      `update api_keys set last_used_at = now() - interval '1 hour' where id = '${id}'`,
    );
    const tag = answer.headers.get('etag')!;
    expect((await api.admin.get(`/apikeys/${id}`)).headers.get('etag')).toBe(tag);
    expect((await api.admin.delete(`/apikeys/${id}`, { 'If-Match': '"another"' })).status).toBe(412);
    expect((await api.admin.delete(`/apikeys/${id}`, { 'If-Match': tag })).status).toBe(200);
  });

  it('show when they were last used', async () => {
    const { id, key, secret } = await make({ role: 'viewer', orgId: 'org_456' });
    const lastUse = async (): Promise<string | undefined> =>
      (await api.admin.get(`/apikeys/${id}`)).body.data.lastUsedAt as string | undefined;
    expect(await lastUse()).toBeUndefined();
    await key.get('/domains');
    for (let waited = 0; (await lastUse()) === undefined && waited < 2_000; waited += 50) await sleep(50);
    expect(Date.now() - new Date((await lastUse())!).getTime()).toBeLessThan(10_000);
    expect((await api.admin.get(`/audit?resourceId=${id}`)).body.meta.total).toBe(1);
    await api.database.query(`update api_keys set last_used_at = '2020-01-01' where id = '${id}'`);
    // An instance notes it once a minute; this one has not seen the key yet.
    await Promise.all(Array.from({ length: 5 }, () => elsewhere.as(`Bearer ${secret}`).get('/domains')));
    for (let waited = 0; (await lastUse())!.startsWith('2020') && waited < 2_000; waited += 50)
      await sleep(50);
    expect(await lastUse()).not.toMatch(/^2020/);
  });

  it('follow the status of their organization at once, on every instance', async () => {
    const [top, below] = (await api.createChain(2)) as [number, number];
    const { secret } = await make({ role: 'manager', orgId: `org_${below}` });
    const write = async (): Promise<string> => {
      const { status, body } = await elsewhere
        .as(`Bearer ${secret}`)
        .patch(`/organizations/${below}`, { name: 'y' });
      return status === 200 ? 'done' : (body.code as string);
    };
    expect(await write()).toBe('done');
    await api.admin.patch(`/organizations/${top}`, { status: { id: 1 } });
    expect(await write()).toBe('organization_suspended');
    expect((await elsewhere.as(`Bearer ${secret}`).get('/organizations/my')).status).toBe(200);
    await api.admin.patch(`/organizations/${top}`, { status: { id: 0 } });
    expect(await write()).toBe('done');
    await api.admin.delete(`/organizations/${top}?force=true`);
    expect(await write()).toBe('unauthenticated');
    await api.admin.post(`/organizations/${top}/restore`);
    expect(await write()).toBe('done');
  });

  it('are validated with all field errors at once', async () => {
    const answer = await api.admin.post('/apikeys', {
      name: '',
      role: 'king',
      orgId: 'company',
      expiresAt: 'tomorrow',
      more: 1,
    });
    expect([answer.status, faultyFields(answer)]).toEqual([
      400,
      ['expiresAt', 'more', 'name', 'orgId', 'role'],
    ]);
  });
});
