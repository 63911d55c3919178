import { beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PLATFORM, UnitOfWork } from '../../../src/database/unit-of-work.js';
import { RoutingAppModule } from '../../../src/routing/routing-app.module.js';
import { pruneUsage } from '../../../src/usage/usage.js';
import { bearer, useApi, useSecondInstance, type Answer, type Caller } from '../../support/app.js';

/** The same request in a form that only the controller takes: one character more is escaped than has to be. */
const escaped = (path: string): string =>
  path.replace(
    /([=/])([0-9a-z])([^=/]*)$/,
    (_, before: string, first: string, rest: string) =>
      `${before}%${first.charCodeAt(0).toString(16)}${rest}`,
  );

/** Asks on both ways, which must say the same. */
async function ask(caller: Caller, path: string): Promise<Answer> {
  const quick = await caller.get(`/routing/${path}`);
  const slow = await caller.get(escaped(`/routing/${path}`));
  expect(slow.body).toEqual(quick.body);
  return quick;
}

/** Until routing says so, or for two seconds. */
async function until(says: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await says()) && performance.now() - began < 2_000) await sleep(1);
  return performance.now() - began;
}

const reasonOf = async (caller: Caller, path: string): Promise<string> =>
  (await ask(caller, path)).body.data.reason as string;

const eventually = async (caller: Caller, path: string, reason: string): Promise<void> => {
  await until(async () => (await caller.get(`/routing/${path}`)).body.data.reason === reason);
  expect(await reasonOf(caller, path)).toBe(reason);
};

describe('the routing decision', () => {
  const api = useApi();
  beforeAll(() =>
    until(async () => (await api.anonymous.get('/health/ready')).body.data.routing === 'fresh'),
  );

  it('names the organization, the IP and the domain', async () => {
    const { status, body, headers } = await ask(
      api.edge,
      'decision?ip=203.0.113.10&port=5060&protocol=UDP&domain=company1.voip.example.com',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: {
        allow: true,
        reason: 'allowed',
        organization: { id: 'org_456', name: 'Company One', effectiveStatus: 'active' },
        ip: { id: 'ip_001', ipAddress: '203.0.113.10', cidr: 32 },
        domain: {
          id: 'dom_123',
          domain: 'company1.voip.example.com',
          sipRealm: 'company1.voip.example.com',
          tlsEnabled: true,
          registrationEnabled: true,
        },
      },
    });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('has the same headers on the fast path and through Express', async () => {
    const names = async (path: string): Promise<string[]> =>
      [...(await api.admin.get(path)).headers.keys()].filter((name) => name !== 'date').sort();
    const path = '/routing/decision?ip=203.0.113.10';
    expect(await names(escaped(path))).toEqual(await names(path));
    const { headers } = await api.edge.get(path, { 'X-Request-Id': 'call-1' });
    expect(headers.get('x-request-id')).toBe('call-1');
  });

  it('needs only a domain or only an address', async () => {
    expect((await ask(api.edge, 'domains/COMPANY1.voip.example.com')).body.data).toEqual({
      allow: true,
      reason: 'allowed',
      organization: { id: 'org_456', name: 'Company One', effectiveStatus: 'active' },
      domain: expect.objectContaining({ id: 'dom_123', domain: 'company1.voip.example.com' }),
    });
    expect((await ask(api.edge, 'ips/203.0.113.77?media=true')).body.data).toEqual({
      allow: true,
      reason: 'allowed',
      organization: { id: 'org_456', name: 'Company One', effectiveStatus: 'active' },
      ip: { id: 'ip_002', ipAddress: '203.0.113.0', cidr: 24 },
    });
  });

  it.each([
    ['ips/203.0.113.77', 'wrong_type'],
    ['ips/192.0.2.1', 'unknown_ip'],
    ['ips/203.0.113.10?port=5080', 'port_not_allowed'],
    ['ips/203.0.113.10?protocol=WS', 'protocol_not_allowed'],
    ['ips/203.0.113.10?protocol=udp', 'allowed'],
    ['ips/::ffff:203.0.113.10', 'allowed'],
    ['ips/::203.0.113.10', 'unknown_ip'],
    ['domains/nowhere.example.com', 'unknown_domain'],
    ['domains/10.0.0.1', 'unknown_domain'],
    ['domains/localhost', 'unknown_domain'],
    ['decision?ip=203.0.113.10&domain=company2.voip.example.com', 'domain_ip_mismatch'],
    ['decision?ip=203.0.113.10&domain=nowhere.example.com', 'unknown_domain'],
    ['decision?ip=192.0.2.1&domain=company1.voip.example.com', 'unknown_ip'],
  ])('%s: %s', async (path, reason) => {
    const { status, body } = await ask(api.edge, path);
    expect([status, body.data.reason, body.data.allow]).toEqual([200, reason, reason === 'allowed']);
  });

  it('returns all field errors at once', async () => {
    const { status, body } = await api.edge.get(
      '/routing/decision?ip=somewhere&port=0&protocol=SCTP&media=perhaps&color=red',
    );
    expect(status).toBe(400);
    expect(body.details.map(({ field }: { field: string }) => field).sort()).toEqual([
      'color',
      'ip',
      'media',
      'port',
      'protocol',
    ]);
    expect((await api.edge.get('/routing/decision')).status).toBe(400);
    expect((await api.edge.get('/routing/ips/somewhere')).status).toBe(400);
  });

  it('uses the longest prefix that admits the call, among ancestors and descendants', async () => {
    const [upper, lower] = await api.createChain(2);
    await api.createIp(upper!, '198.51.100.0', 24);
    const narrow = await api.createIp(lower!, '198.51.100.64', 26, { allowedPorts: [5060] });
    await api.createDomain(upper!, { domain: 'upper.example.net' });
    await api.createDomain(lower!, { domain: 'lower.example.net' });
    await eventually(api.edge, 'domains/lower.example.net', 'allowed');
    const owner = async (path: string): Promise<unknown> =>
      (await ask(api.edge, path)).body.data.organization?.id;
    expect(await owner('ips/198.51.100.65')).toBe(`org_${lower}`);
    expect(await owner('ips/198.51.100.65?port=5061')).toBe(`org_${upper}`);
    expect(await owner('ips/198.51.100.1')).toBe(`org_${upper}`);
    expect(await owner('decision?ip=198.51.100.1&domain=lower.example.net')).toBe(`org_${lower}`);
    expect(await owner('decision?ip=198.51.100.65&domain=upper.example.net')).toBe(`org_${lower}`);
    await api.admin.put(`/orgips/${narrow}`, { status: 'inactive' });
    const path = '/routing/ips/198.51.100.65';
    await until(async () => (await api.edge.get(path)).body.data.organization?.id === `org_${upper}`);
    expect(await owner('ips/198.51.100.65')).toBe(`org_${upper}`);
  });

  it('distinguishes tenants that share an address by the domain', async () => {
    const [one, other] = [await api.createOrganization(), await api.createOrganization()];
    for (const id of [one, other]) {
      await api.createIp(id, '192.0.2.200', 32, { shared: true });
      await api.createDomain(id, { domain: `sharer-${id}.example.net` });
    }
    await eventually(api.edge, `domains/sharer-${other}.example.net`, 'allowed');
    await eventually(api.edge, 'ips/192.0.2.200', 'ambiguous_shared_ip');
    for (const id of [one, other])
      expect(
        (await ask(api.edge, `decision?ip=192.0.2.200&domain=sharer-${id}.example.net`)).body.data,
      ).toMatchObject({ allow: true, organization: { id: `org_${id}` } });
    expect(await reasonOf(api.edge, 'decision?ip=192.0.2.200&domain=company1.voip.example.com')).toBe(
      'domain_ip_mismatch',
    );
  });

  it('refuses calls below a suspended organization, and forgets deleted resources', async () => {
    const [top, below] = await api.createChain(2);
    const ip = await api.createIp(below!, '192.0.2.66', 32);
    const domain = await api.createDomain(below!, { domain: 'below.example.net' });
    const path = 'decision?ip=192.0.2.66&domain=below.example.net';
    await eventually(api.edge, path, 'allowed');
    await api.admin.patch(`/organizations/${top}`, { status: { id: 1 } });
    await eventually(api.edge, path, 'organization_suspended');
    expect((await ask(api.edge, path)).body.data.organization.effectiveStatus).toBe('suspended');
    await api.admin.patch(`/organizations/${top}`, { status: { id: 0 } });
    await eventually(api.edge, path, 'allowed');
    await api.admin.put(`/domains/${domain}`, { status: 'suspended' });
    await eventually(api.edge, path, 'inactive_domain');
    await api.admin.put(`/domains/${domain}`, { status: 'active', domain: 'renamed.example.net' });
    await eventually(api.edge, path, 'unknown_domain');
    await api.admin.put(`/orgips/${ip}`, { ipAddress: '192.0.2.67' });
    await eventually(api.edge, path, 'unknown_ip');
    const now = 'decision?ip=192.0.2.67&domain=renamed.example.net';
    await eventually(api.edge, now, 'allowed');
    expect((await api.admin.delete(`/organizations/${top}?force=true`)).status).toBe(200);
    await eventually(api.edge, now, 'unknown_ip');
    expect((await api.admin.post(`/organizations/${top}/restore`)).status).toBe(200);
    await eventually(api.edge, now, 'allowed');
  });

  it('shows a tenant’s proxy no other tenant', async () => {
    const proxy = api.as(bearer({ role: 'edge', org: 'org_456' }));
    expect(await reasonOf(proxy, 'decision?ip=203.0.113.10&domain=company1.voip.example.com')).toBe(
      'allowed',
    );
    expect((await ask(proxy, 'domains/company2.voip.example.com')).body.data).toEqual({
      allow: false,
      reason: 'unknown_domain',
    });
    const otherTenant = api.as(bearer({ role: 'edge', org: 'org_789' }));
    expect((await ask(otherTenant, 'ips/203.0.113.10')).body.data).toEqual({
      allow: false,
      reason: 'unknown_ip',
    });
  });

  it('refuses a revoked key at once', async () => {
    const { body } = await api.admin.post('/apikeys', { name: 'proxy', role: 'edge', orgId: 'org_456' });
    const proxy = api.as(`ApiKey ${body.data.secret}`);
    expect(await reasonOf(proxy, 'ips/203.0.113.10')).toBe('allowed');
    expect((await api.admin.delete(`/apikeys/${body.data.id}`)).status).toBe(200);
    const elapsed = await until(async () => (await proxy.get('/routing/ips/203.0.113.10')).status === 401);
    expect((await proxy.get('/routing/ips/203.0.113.10')).status).toBe(401);
    expect(elapsed).toBeLessThan(1_000);
  });
});

describe('an empty domain in a routing decision', () => {
  const api = useApi();

  it('counts as left out', async () => {
    const { body } = await ask(api.edge, 'decision?ip=203.0.113.10');
    expect(body.data).toMatchObject({ allow: true, ip: { id: 'ip_001' } });
    for (const query of ['ip=203.0.113.10&domain=', 'domain=&ip=203.0.113.10', 'ip=203.0.113.10&domain=%20'])
      expect((await api.edge.get(`/routing/decision?${query}`)).body).toEqual(body);
    expect((await api.edge.get('/routing/decision?ip=203.0.113.10&domain=&domain=a.b')).status).toBe(400);
  });
});

describe('usage', () => {
  const api = useApi({ inUseWindowSeconds: 2 });

  it('is shown on domains and IPs, leaves their ETag unchanged, and prevents deletion', async () => {
    const { headers } = await api.admin.get('/domains/dom_123');
    await eventually(api.edge, 'decision?ip=203.0.113.10&domain=company1.voip.example.com', 'allowed');
    await until(async () => (await api.admin.get('/domains/dom_123')).body.data.lastSeenAt !== undefined);
    const domain = await api.viewer(456).get('/domains/dom_123');
    expect(domain.body.data).toMatchObject({
      lastSeenAt: expect.stringMatching(/Z$/),
      requestsLast24h: expect.any(Number),
    });
    expect(domain.headers.get('etag')).toBe(headers.get('etag'));
    await until(async () => (await api.viewer(456).get('/orgips/ip_001')).body.data.requestsLast24h > 0);
    expect((await api.admin.delete('/domains/dom_123')).body).toMatchObject({
      statusCode: 409,
      code: 'domain_in_use',
    });
    expect((await api.admin.delete('/orgips/ip_001')).body).toMatchObject({
      statusCode: 409,
      code: 'ip_in_use',
      message: 'IP is actively in use',
    });
    await sleep(2_500);
    expect((await api.admin.delete('/orgips/ip_001')).status).toBe(200);
    expect((await api.admin.delete('/domains/dom_123?force=true')).status).toBe(200);
  });

  it('is pruned in batches to the shown hours and the last hour of each domain', async () => {
    await api.database.query('delete from domain_usage');
    const ids = [await api.createDomain(456), await api.createDomain(456), await api.createDomain(456)];
    // More than one part of the first; one old hour of the second; of the third one that is old and one that is not.
    await api.database.query(
      `insert into domain_usage (domain_id, hour, requests, last_seen_at)
       select id, date_trunc('hour', now()) - n * interval '1 hour', 1, now() from (
         select $1 as id, generate_series(26, 21000) as n union all values ($2, 30), ($3, 30), ($3, 2)
       ) counted`,
      ids,
    );
    const parts: (string | undefined)[] = [];
    for (let after: string | undefined = ''; after !== undefined; parts.push(after)) {
      const behind: string = after;
      after = await api.app
        .get(UnitOfWork)
        .write(PLATFORM, (manager) => pruneUsage(manager, 'domain', behind));
    }
    expect(parts).toEqual([ids[0], undefined]);
    const left = await api.database.query(
      `select domain_id as id, round(extract(epoch from date_trunc('hour', now()) - hour) / 3600)::integer as hours
         from domain_usage order by 1, 2`,
    );
    expect(left).toEqual([
      { id: ids[0], hours: 26 },
      { id: ids[1], hours: 30 },
      { id: ids[2], hours: 2 },
    ]);
  });
});

describe('two instances', () => {
  const api = useApi();
  const other = useSecondInstance(api);

  it('apply a change within 100 milliseconds, and never one that was rolled back', async () => {
    const times: number[] = [];
    const path = 'domains/company1.voip.example.com';
    await eventually(other.edge, path, 'allowed');
    for (let round = 0; round < 40; round++) {
      const status = round % 2 === 0 ? 'inactive' : 'active';
      await api.admin.put('/domains/dom_123', { status });
      const reason = round % 2 === 0 ? 'inactive_domain' : 'allowed';
      times.push(
        await until(async () => (await other.edge.get(`/routing/${path}`)).body.data.reason === reason),
      );
    }
    times.sort((a, b) => a - b);
    expect(times[20]).toBeLessThan(100);

    const client = new pg.Client(api.database.url);
    await client.connect();
    await client.query('begin');
    await client.query(`update domains set status = 'inactive' where id = 'dom_123'`);
    await sleep(200);
    expect(await reasonOf(other.edge, path)).toBe('allowed');
    await client.query('rollback');
    await sleep(200);
    expect(await reasonOf(other.edge, path)).toBe('allowed');
    // One that begins first and commits last.
    await client.query('begin');
    await client.query(`update domains set status = 'inactive' where id = 'dom_123'`);
    await api.createOrganization();
    await sleep(100);
    await client.query('commit');
    await client.end();
    await eventually(other.edge, path, 'inactive_domain');
    await api.admin.put('/domains/dom_123', { status: 'active' });
  });

  it('never present an old decision as fresh after losing their connections', async () => {
    const path = 'domains/company2.voip.example.com';
    await eventually(other.edge, path, 'allowed');
    const client = new pg.Client(api.database.url);
    await client.connect();
    for (let round = 0; round < 10; round++) {
      const status = round % 2 === 0 ? 'inactive' : 'active';
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like '%routing_changes%'`,
      );
      await client.query('update domains set status = $1 where id = $2', [status, 'dom_124']);
      const reason = round % 2 === 0 ? 'inactive_domain' : 'allowed';
      await eventually(other.edge, path, reason);
    }
    await client.end();
  });
});

describe('instances for routing, and instances without an index', () => {
  const api = useApi({ routingIndex: 'off', inUseWindowSeconds: 60 });
  const routing = useSecondInstance(api, {}, RoutingAppModule);
  const path = 'decision?ip=203.0.113.10&port=5060&protocol=UDP&domain=company1.voip.example.com';
  const stateOf = async (instance: Caller): Promise<string> =>
    (await instance.get('/health/ready')).body.data.routing as string;

  it('decide alike', async () => {
    expect(await stateOf(api.anonymous)).toBe('off');
    await until(async () => (await stateOf(routing.anonymous)) === 'fresh');
    for (const question of [
      path,
      'decision?ip=192.0.2.1',
      'decision?ip=203.0.113.10&domain=unknown.example.com',
      'decision?ip=203.0.113.10&protocol=WSS',
      'domains/company1.voip.example.com',
      'ips/203.0.113.10?media=true',
    ])
      expect((await ask(api.edge, question)).body).toEqual((await ask(routing.edge, question)).body);
  });

  it('see each other’s changes and calls', async () => {
    await api.admin.patch('/organizations/456', { status: { id: 1 } });
    expect(await reasonOf(api.edge, path)).toBe('organization_suspended');
    await eventually(routing.edge, path, 'organization_suspended');
    await api.admin.patch('/organizations/456', { status: { id: 0 } });
    expect(await reasonOf(api.edge, path)).toBe('allowed');
    await eventually(routing.edge, path, 'allowed');
    const requests = async (): Promise<number> =>
      (await api.admin.get('/domains/dom_123')).body.data.requestsLast24h ?? 0;
    await until(async () => (await requests()) > 0);
    const before = await requests();
    for (let call = 0; call < 5; call++) await api.edge.get(`/routing/${path}`);
    await until(async () => (await requests()) >= before + 5);
    expect(await requests()).toBeGreaterThanOrEqual(before + 5);
  });

  it('serve nothing else if they are for routing', async () => {
    expect((await routing.admin.get('/organizations')).status).toBe(404);
    expect((await routing.anonymous.get('/routing/ips/203.0.113.10')).status).toBe(401);
    expect((await routing.anonymous.get('/health/live')).status).toBe(200);
    const { body } = await routing.anonymous.get('/openapi.json');
    expect(Object.keys(body.paths as object).sort()).toEqual([
      '/health/live',
      '/health/ready',
      '/routing/decision',
      '/routing/domains/{domain}',
      '/routing/emergency-calls',
      '/routing/ips/{ip}',
    ]);
  });
});
