import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, faultyFields, useApi, type Caller } from '../../support/app.js';

interface Entry {
  id: number;
  time: string;
  action: string;
  resourceType: string;
  resourceId: string;
  orgId?: string;
  orgName?: string;
  actor: { role: string; subject?: string; orgId?: string; apiKeyId?: string };
  requestId?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the resources' own shapes
  before?: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the resources' own shapes
  after?: any;
}

describe('the audit trail', () => {
  const api = useApi();

  const entries = async (caller: Caller, query = ''): Promise<Entry[]> => {
    const { status, body } = await caller.get(`/audit?limit=200${query}`);
    expect(status).toBe(200);
    return body.data as Entry[];
  };
  const actions = async (query: string): Promise<string[]> =>
    (await entries(api.admin, query)).map(({ action }) => action).reverse();

  it('records the actor, time, resource, request, and the values before and after', async () => {
    const started = Date.now();
    const manager = api.as(bearer({ sub: 'anna', role: 'manager', org: 'org_456' }));
    await manager.post(
      '/domains/audited',
      { domain: 'audited.example.com', orgId: 'org_456', metadata: { a: 1 } },
      { 'X-Request-Id': 'request-1' },
    );
    const shown = (await manager.get('/domains/audited')).body.data as Record<string, unknown>;
    await manager.put('/domains/audited', { tlsEnabled: true }, { 'X-Request-Id': 'request-2' });
    await manager.delete('/domains/audited', { 'X-Request-Id': 'request-3' });

    const [deleted, updated, created] = await entries(manager, '&resourceType=domain&resourceId=audited');
    const { orgName, ...written } = shown;
    expect(created).toEqual({
      id: expect.any(Number),
      time: expect.any(String),
      action: 'created',
      resourceType: 'domain',
      resourceId: 'audited',
      orgId: 'org_456',
      orgName,
      actor: { role: 'manager', subject: 'anna', orgId: 'org_456' },
      requestId: 'request-1',
      after: written,
    });
    expect(updated).toMatchObject({ action: 'updated', requestId: 'request-2', before: written });
    expect(updated!.after).toEqual({
      ...written,
      tlsEnabled: true,
      updatedAt: updated!.after.updatedAt as string,
    });
    expect(deleted).toMatchObject({ action: 'deleted', before: updated!.after, requestId: 'request-3' });
    expect(deleted).not.toHaveProperty('after');
    for (const { time } of [created!, updated!, deleted!]) {
      expect(new Date(time).getTime()).toBeGreaterThanOrEqual(started - 1000);
      expect(new Date(time).getTime()).toBeLessThanOrEqual(Date.now() + 1000);
    }
    expect(updated!.id).toBeGreaterThan(created!.id);
  });

  it('has an entry for every kind of write', async () => {
    const id = await api.createOrganization({ ext_reference: 'audited', monthly_cost_limit: 5 });
    const org = `&orgId=org_${id}`;
    await api.admin.patch(`/organizations/${id}`, { name: 'Renamed', status: { id: 1 } });
    await api.admin.put(`/organizations/${id}/parent`, { parent: { id: 456 } });
    await api.admin.put(`/organizations/${id}/parent?preview=true`, { parent: { id: 789 } });
    await api.admin.put(`/billingprofile/${id}`, { creditLimit: 12.5 });
    await api.admin.put(`/billingprofile/${id}`, { creditLimit: 13.5 });
    await api.admin.delete(`/billingprofile/${id}`);
    const contact = await api.admin.post(`/organizations/${id}/contacts`, { type: { id: 1 }, name: 'x' });
    await api.admin.patch(`/organizations/${id}/contacts/${contact.body.data.id as number}`, { name: 'y' });
    await api.admin.delete(`/organizations/${id}/contacts/${contact.body.data.id as number}`);
    const ip = await api.createIp(id, '198.51.100.9', 32);
    await api.admin.put(`/orgips/${ip}`, { status: 'inactive' });
    await api.admin.delete(`/orgips/${ip}`);
    const key = (await api.admin.post('/apikeys', { name: 'k', role: 'viewer', orgId: `org_${id}` })).body
      .data.id as string;
    await api.admin.post(`/apikeys/${key}/rotate`, {});
    await api.admin.delete(`/apikeys/${key}`);
    await api.admin.delete(`/organizations/${id}`);
    await api.admin.post(`/organizations/${id}/restore`);

    const [once, twice] = [
      ['created', 'updated', 'deleted'],
      ['created', 'rotated', 'deleted'],
    ];
    expect(await actions(`${org}&resourceType=organization`)).toEqual([
      'created',
      'updated',
      'moved',
      'deleted',
      'restored',
    ]);
    for (const type of ['billingprofile', 'contact', 'orgip'])
      expect([type, await actions(`${org}&resourceType=${type}`)]).toEqual([type, once]);
    expect(await actions(`${org}&resourceType=apikey`)).toEqual(twice);
    const [, profile] = await entries(api.admin, `${org}&resourceType=billingprofile`);
    expect([profile!.before.creditLimit, profile!.after.creditLimit]).toEqual([12.5, 13.5]);
    const moved = (await entries(api.admin, `${org}&resourceType=organization`))[2]!;
    expect([moved.before.relation.parent, moved.after.relation.parent]).toEqual([
      { id: 1, name: 'Example Telecom' },
      { id: 456, name: 'Company One' },
    ]);
    expect(moved.after).toMatchObject({ name: 'Renamed', ext_reference: 'audited', status: { id: 1 } });
  });

  it('has one entry for each organization of a deleted subtree', async () => {
    const [top, middle, bottom] = (await api.createChain(3)) as [number, number, number];
    await api.admin.delete(`/organizations/${top}?force=true`, { 'X-Request-Id': 'the-subtree' });
    for (const id of [top, middle, bottom]) {
      const [entry] = await entries(api.admin, `&orgId=org_${id}`);
      expect(entry).toMatchObject({ action: 'deleted', requestId: 'the-subtree', orgId: `org_${id}` });
    }
  });

  it('has no entry for a refused or failed request', async () => {
    const before = (await api.admin.get('/audit?count=exact')).body.meta.total as number;
    await api.admin.post('/domains/refused', { domain: 'company1.voip.example.com', orgId: 'org_456' });
    await api.viewer(456).delete('/domains/dom_123');
    await api.manager(789).put('/domains/dom_123', { tlsEnabled: false });
    await api.admin.put('/organizations/1/parent', { parent: { id: 456 } });
    expect((await api.admin.get('/audit?count=exact')).body.meta.total).toBe(before);
  });

  it('names the API key that was used', async () => {
    const { id, secret } = (
      await api.admin.post('/apikeys', { name: 'Provisioning', role: 'manager', orgId: 'org_456' })
    ).body.data as { id: string; secret: string };
    await api.as(`ApiKey ${secret}`).put('/domains/dom_123', { tlsEnabled: false });
    const [entry] = await entries(api.manager(456), '&resourceId=dom_123');
    expect(entry!.actor).toEqual({
      role: 'manager',
      subject: 'Provisioning',
      orgId: 'org_456',
      apiKeyId: id,
    });
    expect(await entries(api.manager(456), `&actor=${id}`)).toEqual([entry]);
  });

  it('shows who had authorized an address at a given time', async () => {
    const [carrier, customer] = (await api.createChain(2)) as [number, number];
    const as = (sub: string, org: number): Caller =>
      api.as(bearer({ sub, role: 'manager', org: `org_${org}` }));
    const moments: string[] = [];
    const moment = async (): Promise<void> => {
      await sleep(10);
      moments.push(new Date().toISOString());
      await sleep(10);
    };
    await moment();
    const wide = (
      await as('anna', carrier).post(`/orgips/${carrier}`, {
        orgId: `org_${carrier}`,
        ipAddress: '100.70.0.0',
        cidr: 24,
      })
    ).body.data.id as string;
    await moment();
    const narrow = (
      await as('bert', customer).post(`/orgips/${customer}`, {
        orgId: `org_${customer}`,
        ipAddress: '100.70.0.7',
        type: 'signaling',
        allowedPorts: [5060],
      })
    ).body.data.id as string;
    await moment();
    await as('carl', customer).put(`/orgips/${narrow}`, { allowedPorts: [5061] });
    await moment();
    await as('dora', customer).delete(`/orgips/${narrow}`);
    await moment();
    await as('emil', carrier).put(`/orgips/${wide}`, { ipAddress: '100.71.0.0', cidr: 24 });
    await moment();
    const authorized = async (n: number, address = '100.70.0.7'): Promise<string[]> =>
      (await entries(api.admin, `&resourceType=orgip&ipAddress=${address}&at=${moments[n]!}`)).map(
        ({ actor, resourceId, after }) =>
          `${actor.subject} ${resourceId} ${(after.allowedPorts as number[] | undefined)?.join() ?? 'all'}`,
      );
    expect(await authorized(0)).toEqual([]);
    expect(await authorized(1)).toEqual([`anna ${wide} all`]);
    expect(await authorized(2)).toEqual([`bert ${narrow} 5060`, `anna ${wide} all`]);
    expect(await authorized(3)).toEqual([`carl ${narrow} 5061`, `anna ${wide} all`]);
    for (const spelling of ['::ffff:100.70.0.7', '::FFFF:6446:7', '0000:0:0:0:0:FFFF:100.70.0.7'])
      expect(await authorized(3, spelling)).toEqual(await authorized(3));
    expect(await authorized(4)).toEqual([`anna ${wide} all`]);
    expect(await authorized(5)).toEqual([]);
    expect(await authorized(5, '100.71.0.200')).toEqual([`emil ${wide} all`]);
    expect(await entries(api.admin, `&resourceId=${narrow}&at=${moments[3]!}`)).toMatchObject([
      { after: { allowedPorts: [5061] } },
    ]);
    expect(await entries(api.manager(789), `&ipAddress=100.70.0.7&at=${moments[3]!}`)).toEqual([]);
  });

  it('is filtered by resource, organization, actor and time, and paginated', async () => {
    const id = await api.createOrganization({ parent: 789 });
    const paula = api.as(bearer({ sub: 'paula', role: 'manager', org: 'org_789' }));
    const since = new Date().toISOString();
    for (let n = 0; n < 5; n++)
      await paula.post(`/domains/paged-${n}`, { domain: `paged-${n}.example.com`, orgId: `org_${id}` });
    const until = new Date(Date.now() + 1000).toISOString();
    const ids = (found: Entry[]): string[] => found.map(({ resourceId }) => resourceId);
    const all = [4, 3, 2, 1, 0].map((n) => `paged-${n}`);
    expect(ids(await entries(api.admin, '&actor=paula'))).toEqual(all);
    expect(ids(await entries(api.admin, `&orgId=org_${id}&resourceType=domain`))).toEqual(all);
    expect(ids(await entries(paula, `&since=${since}&until=${until}`))).toEqual(all);
    expect(ids(await entries(paula, `&until=${since}&actor=paula`))).toEqual([]);
    expect(ids(await entries(paula, `&actor=paula&sort=time`))).toEqual([...all].reverse());
    const seen: string[] = [];
    let path: string | undefined = '/audit?actor=paula&limit=2';
    while (path !== undefined) {
      const { body, headers } = await api.admin.get(path);
      expect(body.meta.total).toBe(5);
      seen.push(...ids(body.data as Entry[]));
      path = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(all);
    const decomposed = api.as(bearer({ sub: 'Zoe\u0308 ', role: 'admin' }));
    await decomposed.patch(`/organizations/${id}`, { name: 'Changed' });
    expect(ids(await entries(api.admin, `&actor=Zoe%CC%88%20`))).toEqual([String(id)]);
    for (const zone of ['%2B24:00', '-24:59', '%2B05:60'])
      expect(faultyFields(await api.admin.get(`/audit?at=2024-01-01T00:00:00${zone}`))).toEqual(['at']);
    const wrong = await api.admin.get(
      '/audit?resourceType=call&at=yesterday&ipAddress=1.2.3&sort=actor&of=x',
    );
    expect([wrong.status, faultyFields(wrong)]).toEqual([
      400,
      ['at', 'ipAddress', 'of', 'resourceType', 'sort'],
    ]);
  });

  it('moves with its organization, and hides the names of other tenants', async () => {
    const [from, to] = [
      await api.createOrganization({ name: 'From' }),
      await api.createOrganization({ name: 'To' }),
    ];
    const moving = await api.createOrganization({ name: 'Moving', parent: from });
    const as = (sub: string, org: number): Caller =>
      api.as(bearer({ sub, role: 'manager', org: `org_${org}` }));
    await as('early', from).patch(`/organizations/${moving}`, { name: 'First name' });
    const seen = async (org: number): Promise<(string | undefined)[][]> =>
      (await entries(api.manager(org), `&orgId=org_${moving}`)).map(({ action, actor }) => [
        action,
        actor.subject,
      ]);
    expect(await seen(from)).toEqual([
      ['updated', 'early'],
      ['created', undefined],
    ]);
    await api.admin.put(`/organizations/${moving}/parent`, { parent: { id: to } });
    await as('late', to).patch(`/organizations/${moving}`, { name: 'Second name' });
    await as('own', moving).patch(`/organizations/${moving}`, { name: 'Third name' });

    expect(await seen(from)).toEqual([]);
    expect(await seen(to)).toEqual([
      ['updated', 'own'],
      ['updated', 'late'],
      ['moved', undefined],
      ['updated', undefined],
      ['created', undefined],
    ]);
    expect(await seen(moving)).toEqual([
      ['updated', 'own'],
      ['updated', undefined],
      ['moved', undefined],
      ['updated', undefined],
      ['created', undefined],
    ]);
    const text = async (org: number): Promise<string> =>
      JSON.stringify((await api.manager(org).get('/audit?limit=200')).body);
    expect(await text(from)).not.toMatch(new RegExp(`"To"|late|org_${to}\\b|"id":${to}\\b`));
    expect(await text(to)).not.toMatch(new RegExp(`"From"|early|org_${from}\\b|"id":${from}\\b`));
    expect(await text(moving)).not.toMatch(/"From"|"To"|early|late"|tester/);
    expect(await entries(api.manager(moving), '&actor=late')).toEqual([]);
    expect(await entries(api.manager(to), '&actor=early')).toEqual([]);
    expect(await entries(api.manager(to), '&actor=late')).not.toEqual([]);
  });

  it('shows the current owner what was in force, and omits resources that were deleted with their organization', async () => {
    const [from, to] = [await api.createOrganization(), await api.createOrganization()];
    const [moving, below] = (await api.createChain(2, from)) as [number, number];
    const ip = await api.createIp(below, '100.72.0.1', 32);
    const authorized = async (org: number | 'admin', at = new Date()): Promise<string[]> =>
      (
        await entries(
          org === 'admin' ? api.admin : api.manager(org),
          `&ipAddress=100.72.0.1&at=${at.toISOString()}`,
        )
      ).map(({ resourceId }) => resourceId);
    const before = new Date(Date.now() + 5);
    await sleep(20);
    expect([await authorized(from), await authorized(to)]).toEqual([[ip], []]);
    await api.admin.put(`/organizations/${moving}/parent`, { parent: { id: to } });
    expect([await authorized(from), await authorized(to)]).toEqual([[], [ip]]);
    await api.admin.delete(`/organizations/${moving}?force=true`);
    expect([await authorized(to), await authorized('admin')]).toEqual([[], []]);
    expect([await authorized(to, before), await authorized('admin', before)]).toEqual([[ip], [ip]]);
    expect(await entries(api.admin, `&orgId=org_${below}&at=${new Date().toISOString()}`)).toEqual([]);
    await api.admin.post(`/organizations/${moving}/restore`);
    expect([await authorized(to), await authorized('admin')]).toEqual([[ip], [ip]]);
  });

  it('hides resources and fields that the reader may not see elsewhere', async () => {
    const child = await api.createOrganization({ parent: 456 });
    await api.admin.put(`/billingprofile/${child}`, { creditLimit: 31337 });
    await api.admin.put('/billingprofile/456', { creditLimit: 42 });
    await api.admin.post('/apikeys', { name: 'of the platform', role: 'admin', orgId: 'org_456' });
    const manager = api.manager(456);
    for (const caller of [manager, api.viewer(456)]) {
      const profiles = await entries(caller, '&resourceType=billingprofile');
      // A manager sets the profiles of customers, so it sees their history too.
      const owners = new Set(profiles.map(({ orgId }) => orgId));
      expect(owners.has('org_456')).toBe(true);
      expect(owners.size > 1).toBe(caller === manager);
      const { body } = await caller.get('/audit?limit=200');
      expect(JSON.stringify(body)).not.toMatch(
        caller === manager ? /of the platform/ : /:31337\b|of the platform/,
      );
      expect(body.meta.total).toBe((body.data as Entry[]).length);
    }
    expect(await entries(api.viewer(456), '&resourceType=apikey')).toEqual([]);
    expect(JSON.stringify(await entries(api.admin))).toMatch(/:31337\b/);
  });

  it('shows each side of a transfer its own half', async () => {
    const parent = await api.createOrganization();
    const [giver, taker] = [
      await api.createOrganization({ parent }),
      await api.createOrganization({ parent }),
    ];
    const domain = await api.createDomain(giver);
    await api.manager(parent).put(`/domains/${domain}`, { orgId: `org_${taker}`, metadata: { ours: true } });
    const [gone] = await entries(api.manager(giver), `&resourceId=${domain}`);
    expect(gone).toMatchObject({ action: 'transferred', orgId: `org_${giver}`, before: { id: domain } });
    expect(gone).not.toHaveProperty('after');
    expect(JSON.stringify(gone)).not.toMatch(new RegExp(`ours|org_${taker}`));
    const got = await entries(api.manager(taker), `&resourceId=${domain}`);
    expect(got).toMatchObject([{ action: 'transferred', after: { orgId: `org_${taker}` } }]);
    expect(got[0]).not.toHaveProperty('before');
    expect(await entries(api.manager(parent), `&resourceId=${domain}`)).toHaveLength(3);
  });

  it('attributes changes by the program to the program', async () => {
    const [oldest] = await entries(api.admin, '&sort=time');
    expect(oldest).toMatchObject({ action: 'created', resourceId: '1', actor: { role: 'system' } });
  });
});
