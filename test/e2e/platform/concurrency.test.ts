import { describe, expect, it } from '@jest/globals';
import { tally, useApi } from '../../support/app.js';
import { HeldLock } from '../../support/held-lock.js';

describe('concurrent requests', () => {
  const api = useApi();
  const times = <T>(count: number, make: (number: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, number) => make(number)));

  it('get different ids for new IPs', async () => {
    const answers = await times(20, (n) =>
      api.admin.post('/orgips/456', { orgId: 'org_456', ipAddress: `192.0.2.${n}` }),
    );
    expect(tally(answers)).toEqual({ done: 20 });
    expect(new Set(answers.map(({ body }) => body.data.id as string)).size).toBe(20);
  });

  it('never delete the last primary domain of an organization with aliases', async () => {
    const id = await api.createOrganization();
    await api.createDomain(id, { type: 'alias' });
    const primaries = [await api.createDomain(id), await api.createDomain(id), await api.createDomain(id)];
    expect(
      tally(await Promise.all(primaries.map((domain) => api.admin.delete(`/domains/${domain}`)))),
    ).toEqual({
      done: 2,
      domain_in_use: 1,
    });
  });

  it('never create a cycle, an orphan or a stale path by moves', async () => {
    const organizations = await times(6, () => api.createOrganization());
    for (let round = 0; round < 6; round++) {
      const answers = await times(24, (n) =>
        api.admin.put(`/organizations/${organizations[n % 6]}/parent`, {
          parent: { id: organizations[(n * 5 + round + 1) % 6] },
        }),
      );
      for (const answer of answers)
        expect(answer.status === 200 || answer.body.code === 'hierarchy_cycle').toBe(true);
      const wrong = await api.database.query(
        `select child.id from organizations child left join organizations parent on parent.id = child.parent_id
          where child.path <> coalesce(parent.path, '/') || child.id || '/' or child.depth <> coalesce(parent.depth, 0) + 1`,
      );
      expect(wrong).toEqual([]);
    }
  });

  it('never create a resource in an organization that is being deleted', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await api.createOrganization();
      const [deleted, ...others] = await Promise.all([
        api.admin.delete(`/organizations/${id}`),
        api.admin.post(`/domains/late-${round}`, { domain: `late-${round}.example.org`, orgId: `org_${id}` }),
        api.admin.post(`/orgips/${id}`, { orgId: `org_${id}`, ipAddress: `192.0.2.${100 + round}` }),
        api.admin.post('/organizations', {
          name: 'late',
          type: { id: 4 },
          country: { id: 74 },
          relation: { parent: { id } },
        }),
      ]);
      const made = others.filter(({ status }) => status === 201).length;
      if (deleted.status === 200) expect(made).toBe(0);
      else expect(deleted.body.code).toBe('organization_not_empty');
      expect(others.every(({ status }) => status === 201 || status === 422)).toBe(true);
    }
  });

  it('keep all updates of different fields of one organization', async () => {
    const id = await api.createOrganization();
    await Promise.all([
      api.admin.patch(`/organizations/${id}`, { name: 'Together' }),
      api.admin.patch(`/organizations/${id}`, { ext_reference: 'together' }),
      api.admin.patch(`/organizations/${id}`, { monthly_cost_limit: 7 }),
      api.admin.patch(`/organizations/${id}`, { status: { id: 1 } }),
      api.admin.put(`/organizations/${id}/parent`, { parent: { id: 456 } }),
    ]);
    expect((await api.admin.get(`/organizations/${id}`)).body.data).toMatchObject({
      name: 'Together',
      ext_reference: 'together',
      monthly_cost_limit: 7,
      status: { id: 1 },
      relation: { parent: { id: 456 } },
    });
  });

  it('skip a number that another request chooses as an id', async () => {
    for (let round = 0; round < 10; round++) {
      const [{ next } = { next: 0 }] = await api.database.query<{ next: number }>(
        'select (last_value + 1)::integer as next from org_ips_id_seq',
      );
      const chosen = `ip_${String(next).padStart(3, '0')}`;
      const answers = await Promise.all([
        api.admin.post(`/orgips/${chosen}`, { orgId: 'org_789', ipAddress: `198.51.100.${3 * round}` }),
        api.admin.post('/orgips/789', { orgId: 'org_789', ipAddress: `198.51.100.${3 * round + 1}` }),
        api.admin.post('/orgips/789', { orgId: 'org_789', ipAddress: `198.51.100.${3 * round + 2}` }),
      ]);
      expect(answers.slice(1).map(({ status }) => status)).toEqual([201, 201]);
    }
  });

  it('read while more writers wait than the pool has connections', async () => {
    const lock = await HeldLock.take(api.database, `select lock_subtree(456, null)`);
    const writers = times(40, (n) =>
      api.manager(456).post(`/domains/queued-${n}`, { domain: `queued-${n}.example.net`, orgId: 'org_456' }),
    );
    await lock.waitForSessions(1);
    // The lock is held until every reader has its answer.
    const readers = await times(20, () => api.manager(789).get('/organizations/my'));
    expect(tally(readers)).toEqual({ done: 20 });
    await lock.release();
    expect(tally(await writers)).toEqual({ done: 40 });
  });

  it('find a domain after waiting for its transfer', async () => {
    const domain = await api.createDomain(456);
    const lock = await HeldLock.take(api.database, `select from domains where id = '${domain}' for update`);
    const transfer = api.admin.put(`/domains/${domain}`, { orgId: 'org_789' });
    await lock.waitForSessions(1);
    const change = api.admin.put(`/domains/${domain}`, { tlsEnabled: true });
    await lock.waitForSessions(2);
    await lock.release();
    expect(tally([await transfer, await change])).toEqual({ done: 2 });
    expect((await api.admin.get(`/domains/${domain}`)).body.data).toMatchObject({
      orgId: 'org_789',
      tlsEnabled: true,
    });
  });

  it('never leave overlapping networks with unrelated organizations: a move waits for a new network', async () => {
    const moving = await api.createOrganization({ parent: 456 });
    await api.createIp(moving, '198.18.0.64', 26);
    const adding = await HeldLock.take(
      api.database,
      `insert into org_ips (id, organization_id, network) values ('ip_held', 456, '198.18.0.64/27')`,
    );
    const move = api.admin.put(`/organizations/${moving}/parent`, { parent: { id: 789 } });
    await adding.waitForSessions(1);
    await adding.release();
    expect(await move).toMatchObject({ status: 409, body: { code: 'move_ip_conflict' } });
  });

  it('never leave overlapping networks with unrelated organizations: a new network waits for a move', async () => {
    const moving = await api.createOrganization({ parent: 456 });
    await api.createIp(moving, '198.18.0.128', 26);
    const move = await HeldLock.take(
      api.database,
      `update organizations set parent_id = 789 where id = ${moving}`,
    );
    const adding = api.admin.post('/orgips/456', { orgId: 'org_456', ipAddress: '198.18.0.128', cidr: 27 });
    await move.waitForSessions(1);
    await move.release();
    expect(await adding).toMatchObject({ status: 409, body: { code: 'ip_conflict' } });
  });

  it('get 503 after waiting too long for a move of their organization, while reads go on', async () => {
    const lock = await HeldLock.take(api.database, `select lock_subtree(456, null)`);
    const waiting = times(8, (n) =>
      api.admin.post(`/domains/late-${n}`, { domain: `late-${n}.example.net`, orgId: 'org_456' }),
    );
    const read = await api.admin.get('/domains/dom_123');
    expect(read.status).toBe(200);
    expect(tally(await waiting)).toEqual({ service_unavailable: 8 });
    await lock.release();
    expect(
      (await api.admin.post('/domains/late', { domain: 'late.example.net', orgId: 'org_456' })).status,
    ).toBe(201);
  });
});
