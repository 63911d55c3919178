import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../../support/app.js';

describe('organization IPs', () => {
  const api = useApi();
  const create = (entity: string, fields: Record<string, unknown>) => {
    const orgId = entity.startsWith('ip_') ? 'org_999' : entity;
    return api.admin.post(`/orgips/${entity}`, { orgId, ...fields });
  };

  it('default to a single address, signaling and media, every port and protocol', async () => {
    const { data } = (await create('org_999', { ipAddress: '192.0.2.1' })).body;
    expect(data).toEqual({
      id: 'ip_003',
      orgId: 'org_999',
      ipAddress: '192.0.2.1',
      cidr: 32,
      type: 'both',
      status: 'active',
      createdAt: data.updatedAt,
      updatedAt: expect.any(String),
    });
    const v6 = (await create('org_999', { ipAddress: '2001:DB8:0::1' })).body.data;
    expect([v6.id, v6.ipAddress, v6.cidr]).toEqual(['ip_004', '2001:db8::1', 128]);
  });

  it('accept a chosen id, and generated ids skip it', async () => {
    expect((await create('ip_005', { ipAddress: '192.0.2.5' })).body.data.id).toBe('ip_005');
    expect((await create('org_999', { ipAddress: '192.0.2.6' })).body.data.id).toBe('ip_006');
    expect((await create('ip_my-own_id', { ipAddress: '192.0.2.7' })).body.data.id).toBe('ip_my-own_id');
  });

  it('require the same organization in path and body', async () => {
    const answer = await api.admin.post('/orgips/456', { orgId: 'org_999', ipAddress: '192.0.2.8' });
    expect([answer.status, faultyFields(answer)]).toEqual([400, ['orgId']]);
    const nonsense = await api.admin.post('/orgips/nonsense', { orgId: 'org_999', ipAddress: '192.0.2.8' });
    expect([nonsense.status, faultyFields(nonsense)]).toEqual([400, ['entity']]);
    expect((await api.admin.post('/orgips/456', { orgId: 'org_456', ipAddress: '192.0.2.8' })).status).toBe(
      201,
    );
  });

  it('list an organization’s IPs for its id', async () => {
    for (const entity of ['org_456', '456']) {
      const { body } = await api.viewer(456).get(`/orgips/${entity}?type=media`);
      expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['ip_002']);
      expect(body.meta).toEqual({ total: 1, limit: 50 });
    }
    expect((await api.viewer(456).get('/orgips/org_789')).status).toBe(404);
  });

  it.each([
    ['203.0.113.10', 24, 'cidr', 'the network is 203.0.113.0/24'],
    ['10.0.0.0', 7, 'cidr', 'must not be less than 8 for IPv4'],
    ['10.0.0.0', 33, 'cidr', 'must not be greater than 32 for IPv4'],
    ['2001::', 15, 'cidr', 'must not be less than 16 for IPv6'],
    ['2001:db8::1', 64, 'cidr', 'the network is 2001:db8::/64'],
    ['0.0.0.0', 8, 'ipAddress', 'unspecified'],
    ['127.0.0.1', 32, 'ipAddress', 'loopback'],
    ['::1', 128, 'ipAddress', 'loopback'],
    ['224.0.0.1', 32, 'ipAddress', 'multicast'],
    ['ff02::1', 128, 'ipAddress', 'multicast'],
    ['::ffff:192.0.2.1', 128, 'ipAddress', 'IPv4'],
    ['fe80::1%eth0', 128, 'ipAddress', 'IPv4 or IPv6'],
    ['::fffe:0:0', 95, 'ipAddress', 'reserved'],
    ['255.255.255.255', 32, 'ipAddress', 'broadcast'],
  ])('refuse %s/%i', async (ipAddress, cidr, field, message) => {
    const answer = await create('org_999', { ipAddress, cidr });
    expect(answer.status).toBe(400);
    expect(answer.body.details).toEqual([{ field, message: expect.stringContaining(message) }]);
  });

  it.each([
    ['allowedPorts', [0]],
    ['allowedPorts', [65536]],
    ['allowedPorts', [5060, 5060]],
    ['allowedPorts', ['5060']],
    ['allowedPorts', []],
    ['protocols', ['UDP', 'UDP']],
    ['protocols', ['udp']],
    ['protocols', []],
    ['type', null],
    ['description', 'x'.repeat(256)],
    ['cidr', 24.5],
    ['cidr', '24'],
  ])('refuse %s %j', async (field, value) => {
    const answer = await create('org_999', { ipAddress: '192.0.2.9', [field]: value });
    expect([answer.status, [...new Set(faultyFields(answer))]]).toEqual([400, [field]]);
  });

  it('are validated with all field errors at once', async () => {
    const answer = await create('org_999', {
      ipAddress: '127.0.0.1',
      cidr: 7,
      type: 'x',
      allowedPorts: [0],
      extra: 1,
    });
    expect([answer.status, faultyFields(answer)]).toEqual([
      400,
      ['allowedPorts', 'cidr', 'extra', 'ipAddress', 'type'],
    ]);
  });

  it('are updated, and null clears optional fields', async () => {
    const id = await api.createIp(999, '192.0.2.16', 28, {
      description: 'Old',
      allowedPorts: [5060],
      protocols: ['UDP'],
    });
    const put = (body: unknown) => api.admin.put(`/orgips/${id}`, body);
    const cleared = (
      await put({ description: null, allowedPorts: null, protocols: null, status: 'inactive' })
    ).body.data;
    expect(cleared).toMatchObject({ ipAddress: '192.0.2.16', cidr: 28, status: 'inactive' });
    for (const key of ['description', 'allowedPorts', 'protocols']) expect(cleared).not.toHaveProperty(key);
    expect((await put({ ipAddress: '192.0.2.32' })).body.data).toMatchObject({
      ipAddress: '192.0.2.32',
      cidr: 28,
    });
    expect((await put({ cidr: 27 })).body.data).toMatchObject({ ipAddress: '192.0.2.32', cidr: 27 });
    expect((await put({ ipAddress: '2001:db8:7::' })).body.data).toMatchObject({
      ipAddress: '2001:db8:7::',
      cidr: 128,
    });
    expect(faultyFields(await put({ ipAddress: '192.0.2.33', cidr: 27 }))).toEqual(['cidr']);
    expect(faultyFields(await put({ orgId: 'org_456' }))).toEqual(['orgId']);
  });

  it('are found by an address inside the network', async () => {
    const found = async (address: string): Promise<string[]> =>
      (await api.viewer(456).get(`/orgips/index?ipAddress=${address}`)).body.data.map(
        ({ id }: { id: string }) => id,
      );
    expect(await found('203.0.113.10')).toEqual(['ip_001', 'ip_002']);
    expect(await found('203.0.113.11')).toEqual(['ip_002']);
    expect(await found('2001:db8::99')).toEqual([]);
    for (const mapped of ['::ffff:203.0.113.10', '::FFFF:CB00:710A', '0:0:0:0:0:ffff:203.0.113.10'])
      expect(await found(mapped)).toEqual(['ip_001', 'ip_002']);
    for (const address of ['203.0.113', 'fe80::1%25eth0', '203.0.113.0/24'])
      expect(faultyFields(await api.admin.get(`/orgips/index?ipAddress=${address}`))).toEqual(['ipAddress']);
  });
});

describe('network conflicts', () => {
  const api = useApi();
  const outcome = async (
    organizationId: number,
    ipAddress: string,
    cidr: number,
    fields = {},
  ): Promise<string> => {
    const { status, body } = await api.admin.post(`/orgips/${organizationId}`, {
      orgId: `org_${organizationId}`,
      ipAddress,
      cidr,
      ...fields,
    });
    return status === 201 ? 'created' : (body.code as string);
  };

  it('a network is unique for each kind of traffic, also among ancestors and descendants', async () => {
    const [a, b] = (await api.createChain(2)) as [number, number];
    expect(await outcome(a, '198.18.0.0', 24, { type: 'signaling' })).toBe('created');
    expect(await outcome(b, '198.18.0.0', 24, { type: 'media' })).toBe('created');
    for (const type of ['signaling', 'media', 'both'])
      for (const id of [a, b]) expect(await outcome(id, '198.18.0.0', 24, { type })).toBe('ip_exists');
    expect(await outcome(a, '198.18.1.0', 24, { type: 'both' })).toBe('created');
    expect(await outcome(b, '198.18.1.0', 24, { type: 'media' })).toBe('ip_exists');
  });

  it('ancestors and descendants nest networks, other tenants do not overlap, and the error does not name the other tenant', async () => {
    const [a, b, c] = (await api.createChain(3)) as [number, number, number];
    const sibling = await api.createOrganization({ parent: a, name: 'Secret sibling' });
    expect(await outcome(b, '198.19.0.0', 20)).toBe('created');
    expect(await outcome(b, '198.19.1.0', 24)).toBe('created');
    expect(await outcome(a, '198.19.0.0', 16)).toBe('created');
    expect(await outcome(c, '198.19.2.0', 24)).toBe('created');
    expect(await outcome(sibling, '198.19.3.0', 24)).toBe('ip_conflict');
    expect(await outcome(sibling, '198.19.3.0', 24, { type: 'media' })).toBe('ip_conflict');
    expect(await outcome(sibling, '198.19.16.0', 24)).toBe('created');
    expect(await outcome(sibling, '198.18.0.0', 15)).toBe('ip_conflict');

    const answer = await api.manager(456).post('/orgips/456', { orgId: 'org_456', ipAddress: '198.19.16.7' });
    expect(answer.status).toBe(409);
    expect(JSON.stringify(answer.body)).not.toMatch(/Secret|org_(?!456)|ip_\d/);
  });

  it('an IPv6 address finds its network in every spelling and in every list', async () => {
    const id = await api.createIp(789, '2001:db8:77::', 48);
    for (const address of ['2001:db8:77::a', '2001:DB8:0077:0:0:0:0:A', '2001:db8:77::0.0.0.10'])
      for (const list of ['/orgips/index', '/orgips/789']) {
        const { body } = await api.admin.get(`${list}?ipAddress=${address}`);
        expect(body.data).toEqual([expect.objectContaining({ id })]);
      }
  });

  it('IPv6 follows the same rules', async () => {
    const [a, b] = (await api.createChain(2)) as [number, number];
    expect(await outcome(a, '2001:db8:1::', 48)).toBe('created');
    expect(await outcome(b, '2001:db8:1:2::', 64)).toBe('created');
    expect(await outcome(456, '2001:db8:1:3::', 64)).toBe('ip_conflict');
    expect(await outcome(456, '2001:db8::', 32)).toBe('ip_conflict');
    expect(await outcome(456, '2001:db8:2::', 48)).toBe('created');
  });

  it('an update follows the same rules', async () => {
    const id = await api.createIp(789, '198.51.100.0', 25);
    const answer = await api.admin.put(`/orgips/${id}`, { ipAddress: '203.0.113.0', cidr: 25 });
    expect([answer.status, answer.body.code]).toEqual([409, 'ip_conflict']);
    const media = await api.createIp(789, '198.51.100.128', 25, { type: 'media' });
    await api.createIp(789, '198.51.100.128', 25, { type: 'signaling' });
    expect((await api.admin.put(`/orgips/${media}`, { type: 'both' })).body.code).toBe('ip_exists');
  });

  it('administrators may share a network among tenants', async () => {
    expect(await outcome(456, '192.0.2.200', 32, { shared: true })).toBe('created');
    expect(await outcome(789, '192.0.2.200', 32, { shared: true })).toBe('created');
    expect(await outcome(789, '192.0.2.200', 32, { shared: true })).toBe('ip_exists');
    expect(await outcome(999, '192.0.2.200', 32)).toBe('ip_exists');
    expect(await outcome(999, '192.0.2.192', 28, { shared: true })).toBe('ip_conflict');
    const list = (await api.viewer(456).get('/orgips/456?ipAddress=192.0.2.200')).body.data;
    expect(list).toEqual([expect.objectContaining({ shared: true, orgId: 'org_456' })]);
    const manager = await api
      .manager(456)
      .post('/orgips/456', { orgId: 'org_456', ipAddress: '192.0.2.201', shared: true });
    expect([manager.status, manager.body.code, faultyFields(manager)]).toEqual([
      403,
      'shared_requires_admin',
      ['shared'],
    ]);
    expect((await api.admin.put(`/orgips/${list[0].id}`, { shared: false })).status).toBe(409);
  });
});

describe('loopback addresses', () => {
  const api = useApi({ allowLoopbackIps: true });

  it('are accepted if the environment allows them', async () => {
    const id = await api.createIp(456, '127.0.0.2', 32);
    expect((await api.admin.put(`/orgips/${id}`, { ipAddress: '::1' })).status).toBe(200);
    expect((await api.admin.put(`/orgips/${id}`, { ipAddress: '224.0.0.1' })).status).toBe(400);
  });
});
