import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { faultyFields, useApi, type Answer } from '../../support/app.js';

const etag = ({ headers }: Answer): string => headers.get('etag')!;

describe('conditional requests', () => {
  const api = useApi();

  const organizationBody = { name: 'Conditional', type: { id: 4 }, country: { id: 74 } };

  /** One of each resource that can be read by itself, changed and deleted: how to make it and to change it. */
  const resources: Record<
    string,
    () => Promise<{ path: string; method: 'PUT' | 'PATCH'; change: (n: number) => object }>
  > = {
    organization: async () => ({
      path: `/organizations/${await api.createOrganization()}`,
      method: 'PATCH',
      change: (n) => ({ name: `Changed ${n}` }),
    }),
    contact: async () => {
      const { body } = await api.admin.post('/organizations/456/contacts', { type: { id: 1 }, name: 'x' });
      return {
        path: `/organizations/456/contacts/${body.data.id as number}`,
        method: 'PATCH',
        change: (n) => ({ name: `Changed ${n}` }),
      };
    },
    'domain mapping': async () => ({
      path: `/domains/${await api.createDomain(456)}`,
      method: 'PUT',
      change: (n) => ({ metadata: { n } }),
    }),
    'organization IP': async () => ({
      path: `/orgips/${await api.createIp(456, `198.51.100.${++address}`, 32)}`,
      method: 'PUT',
      change: (n) => ({ description: `Changed ${n}` }),
    }),
    'billing profile': async () => {
      const id = await api.createOrganization();
      await api.admin.put(`/billingprofile/${id}`, { creditLimit: 1 });
      return { path: `/billingprofile/${id}`, method: 'PUT', change: (n) => ({ creditLimit: n }) };
    },
  };
  let address = 0;

  describe.each(Object.entries(resources))('for a %s', (_, make) => {
    it('return 304 while the caller’s copy is current', async () => {
      const { path, method, change } = await make();
      const first = await api.admin.get(path);
      expect(etag(first)).toMatch(/^"[\w-]{22}"$/);
      const kept = await api.admin.get(path, { 'If-None-Match': etag(first) });
      expect([kept.status, kept.body]).toEqual([304, undefined]);
      expect(etag(kept)).toBe(etag(first));
      expect((await api.admin.get(path, { 'If-None-Match': `"other", W/${etag(first)}` })).status).toBe(304);
      const changed = await api.admin.send(method, path, change(2));
      expect(etag(changed)).not.toBe(etag(first));
      const second = await api.admin.get(path, { 'If-None-Match': etag(first) });
      expect(second.status).toBe(200);
      expect(etag(second)).toBe(etag(changed));
    });

    it('update it only if the ETag matches', async () => {
      const { path, method, change } = await make();
      const stale = etag(await api.admin.get(path));
      const current = etag(await api.admin.send(method, path, change(2), { 'If-Match': stale }));
      for (const condition of [stale, '"made-up"', `W/${current}`]) {
        const refused = await api.admin.send(method, path, change(3), { 'If-Match': condition });
        expect([refused.status, refused.body.code]).toEqual([412, 'precondition_failed']);
        expect((await api.admin.delete(path, { 'If-Match': condition })).status).toBe(412);
      }
      expect(etag(await api.admin.get(path))).toBe(current);
      expect((await api.admin.send(method, path, change(3), { 'If-Match': `"x", ${current}` })).status).toBe(
        200,
      );
      expect((await api.admin.send(method, path, change(4), { 'If-Match': '*' })).status).toBe(200);
      for (const condition of ['*', etag(await api.admin.get(path)), `W/${etag(await api.admin.get(path))}`])
        expect((await api.admin.send(method, path, change(5), { 'If-None-Match': condition })).status).toBe(
          412,
        );
      const last = etag(await api.admin.get(path));
      expect((await api.admin.delete(path, { 'If-Match': last })).status).toBe(200);
      expect((await api.admin.delete(path, { 'If-Match': last })).status).toBe(404);
    });

    it('let one of several concurrent updates with the same ETag succeed', async () => {
      const { path, method, change } = await make();
      for (let round = 0; round < 3; round++) {
        const read = etag(await api.admin.get(path));
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_unused, n) =>
            api.admin.send(method, path, change(100 + round * 10 + n), { 'If-Match': read }),
          ),
        );
        const winners = answers.filter(({ status }) => status === 200);
        expect(winners).toHaveLength(1);
        expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
        expect(etag(await api.admin.get(path))).toBe(etag(winners[0]!));
      }
    });
  });

  it('protect a move, and a move changes the ETag', async () => {
    const id = await api.createOrganization();
    const read = etag(await api.admin.get(`/organizations/${id}`));
    const move = (condition: string, parent: number): Promise<Answer> =>
      api.admin.put(`/organizations/${id}/parent`, { parent: { id: parent } }, { 'If-Match': condition });
    const answers = await Promise.all([move(read, 456), move(read, 789), move(read, 999)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await api.admin.patch(`/organizations/${id}`, { name: 'y' }, { 'If-Match': read })).status).toBe(
      412,
    );
  });

  it('change the ETag when a shown field of a related resource changes', async () => {
    const id = await api.createOrganization(organizationBody);
    const domain = `/domains/${await api.createDomain(id)}`;
    const [own, mapped] = [
      etag(await api.admin.get(`/organizations/${id}`)),
      etag(await api.admin.get(domain)),
    ];
    await api.admin.patch(`/organizations/${id}`, { name: 'Renamed' });
    expect(etag(await api.admin.get(domain))).not.toBe(mapped);
    const named = etag(await api.admin.get(`/organizations/${id}`));
    expect(named).not.toBe(own);
    await api.admin.patch('/organizations/1', { status: { id: 1 } });
    expect(etag(await api.admin.get(`/organizations/${id}`))).not.toBe(named);
    await api.admin.patch('/organizations/1', { status: { id: 0 } });
    expect(etag(await api.admin.get(`/organizations/${id}`))).toBe(named);
  });

  it('create a billing profile only if none exists, and replace one only if it exists', async () => {
    const id = await api.createOrganization();
    const put = (headers: Record<string, string>): Promise<Answer> =>
      api.admin.put(`/billingprofile/${id}`, { billingPlan: 'x' }, headers);
    expect((await put({ 'If-Match': '*' })).status).toBe(412);
    const answers = await Promise.all(Array.from({ length: 8 }, () => put({ 'If-None-Match': '*' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
  });

  it('rotate an API key only if the ETag matches', async () => {
    const created = await api.admin.post('/apikeys', { name: 'k', role: 'viewer', orgId: 'org_456' });
    const path = `/apikeys/${created.body.data.id as string}`;
    const rotate = (headers: Record<string, string>): Promise<Answer> =>
      api.admin.post(`${path}/rotate`, {}, headers);
    const first = etag(await api.admin.get(path));
    for (const headers of [
      { 'If-Match': '"made-up"' },
      { 'If-None-Match': '*' },
      { 'If-None-Match': first },
    ] as Record<string, string>[]) {
      const refused = await rotate(headers);
      expect([refused.status, refused.body.code]).toEqual([412, 'precondition_failed']);
    }
    expect(etag(await api.admin.get(path))).toBe(first);
    const answers = await Promise.all(Array.from({ length: 5 }, () => rotate({ 'If-Match': first })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    const second = etag(await api.admin.get(path));
    expect(etag(answers.find(({ status }) => status === 200)!)).toBe(second);

    const repeat = { 'If-Match': second, 'Idempotency-Key': 'rotate-once' };
    const once = await rotate(repeat);
    const again = await rotate(repeat);
    expect([once.status, again.status, etag(again)]).toEqual([200, 200, etag(once)]);
    expect((await rotate({ 'If-Match': '*' })).status).toBe(200);
  });

  it('are refused by every write that does not compare versions', async () => {
    const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const history = (): Promise<unknown> => api.database.query('select count(*) from audit_entries');
    const before = await history();
    const refusing: string[] = [];
    for (const [template, operations] of Object.entries(paths))
      for (const [method, { operationId }] of Object.entries(operations)) {
        if (method === 'get') continue;
        const path = template.replace(/\{\w+\}/g, 'none');
        const answers = [];
        for (const header of ['If-Match', 'If-None-Match'])
          answers.push(await api.admin.send(method.toUpperCase(), path, {}, { [header]: '*' }));
        const refused = answers.flatMap(({ status, body }) =>
          ((body.details ?? []) as { field: string }[]).map(({ field }) => `${status} ${field}`),
        );
        if (!refused.includes('400 If-Match')) continue;
        expect(refused).toEqual(['400 If-Match', '400 If-None-Match']);
        expect(answers[0]!.body.details[0].message).toMatch(
          /^is not supported by this operation: leave it out/,
        );
        refusing.push(operationId);
      }
    expect(refusing.sort()).toEqual([
      'createApiKey',
      'createBillingTransaction',
      'createContact',
      'createDomain',
      'createOrgIp',
      'createOrganization',
      'extendCostLimit',
      'recordCharges',
      'restoreOrganization',
    ]);
    expect(await history()).toEqual(before);
    const both = await api.admin.post('/organizations', organizationBody, {
      'If-Match': '"x"',
      'If-None-Match': '*',
    });
    expect([both.status, faultyFields(both)]).toEqual([400, ['If-Match', 'If-None-Match']]);
  });

  it('use an ETag that depends on the caller’s view, and only for single resources', async () => {
    const path = '/organizations/456';
    expect(etag(await api.manager(456).get(path))).not.toBe(etag(await api.admin.get(path)));
    const own = etag(await api.manager(456).get(path));
    expect((await api.manager(456).patch(path, { name: 'Company One' }, { 'If-Match': own })).status).toBe(
      200,
    );
    for (const list of ['/organizations', '/domains', '/orgips/456', '/audit'])
      expect((await api.admin.get(list)).headers.get('etag')).toBeNull();
  });

  it('return 304 for If-None-Match: * wherever there is something to read, however it is answered', async () => {
    const condition = { 'If-None-Match': '*' };
    const [id, domain] = [await api.createOrganization(), await api.createDomain(456)];
    for (const path of [
      `/organizations/${id}`,
      '/organizations/my',
      '/organizations',
      `/organizations/${id}/tree`,
      `/domains/${domain}`,
      '/domains?limit=1',
      '/orgips/456',
      '/lookups',
      '/lookups/countries',
      '/lookups/countries/74',
      '/audit',
      '/health/live',
      '/docs',
      '/docs/reference.js',
      '/guides/tour',
      '/openapi.json',
    ]) {
      const caller = path === '/organizations/my' ? api.manager(456) : api.admin;
      for (const method of ['GET', 'HEAD', 'GET']) {
        const { status, body } = await caller.send(method, path, undefined, condition);
        expect([method, path, status, body]).toEqual([method, path, 304, undefined]);
      }
    }
    for (const path of [
      '/routing/domains/a.example',
      '/routing/ips/192.0.2.1',
      '/routing/decision?ip=192.0.2.1',
    ])
      // The caller is known after the first request, so that the fast path answers without a condition.
      for (const [headers, status] of [
        [condition, 304],
        [{}, 200],
        [condition, 304],
        [{ 'If-None-Match': '"other"' }, 200],
      ] as const)
        expect([path, (await api.edge.get(path, headers)).status]).toEqual([path, status]);
  });

  it('ignore If-None-Match: * on a GET that fails or redirects', async () => {
    const condition = { 'If-None-Match': '*' };
    for (const path of ['/organizations/999999', '/domains/none', '/lookups/countries/0', '/nowhere'])
      expect([path, (await api.admin.get(path, condition)).status]).toEqual([path, 404]);
    expect((await api.anonymous.get('/organizations/456', condition)).status).toBe(401);
    expect((await api.admin.get('/domains?limit=0', condition)).status).toBe(400);
    expect((await fetch(api.url, { redirect: 'manual', headers: condition })).status).toBe(302);
  });
});
