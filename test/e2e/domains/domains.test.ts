import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi, type Answer } from '../../support/app.js';
import { until } from '../../support/eventually.js';

describe('domain mappings', () => {
  const api = useApi();
  const create = (id: string, fields: Record<string, unknown>) =>
    api.admin.post(`/domains/${id}`, { orgId: 'org_999', ...fields });

  it('store a name in lower case, with A-labels and without the last dot', async () => {
    expect((await create('case', { domain: 'VoIP.Example.ORG.' })).body.data.domain).toBe('voip.example.org');
    expect((await create('idn', { domain: 'Bücher.example' })).body.data.domain).toBe(
      'xn--bcher-kva.example',
    );
    expect((await create('same', { domain: 'xn--bcher-kva.EXAMPLE' })).body.code).toBe('domain_exists');
    expect((await api.admin.get('/domains?domain=BÜCHER.example')).body.data[0].id).toBe('idn');
  });

  it('are refused if IDNA2008 disallows the name, in either of its forms', async () => {
    for (const domain of ['xn--e28h.shop', '😀.shop', 'XN--E28H.shop.']) {
      const answer = await create('emoji', { domain });
      expect([answer.status, answer.body.details]).toEqual([
        400,
        [{ field: 'domain', message: expect.stringMatching(/IDNA2008 permits: .*U\+1F600/) }],
      ]);
    }
    await create('renamed', { domain: 'renamed.example.org' });
    const renaming = await api.admin.put('/domains/renamed', { domain: '😀.shop' });
    expect([renaming.status, faultyFields(renaming)]).toEqual([400, ['domain']]);
  });

  it('with a name from before that rule stay readable, changeable and routable', async () => {
    await create('before', { domain: 'before.example.org' });
    await api.database.query(`update domains set domain = 'xn--e28h.shop' where id = 'before'`);
    const { body } = await api.admin.get('/domains/before');
    expect(body.data.domain).toBe('xn--e28h.shop');
    for (const spelling of ['xn--e28h.shop', '😀.shop'])
      expect((await api.admin.get(`/domains?domain=${spelling}`)).body.data[0].id).toBe('before');
    for (const change of [{ tlsEnabled: true }, { domain: '😀.shop', tlsEnabled: false }, { type: 'alias' }])
      expect((await api.admin.put('/domains/before', change)).body.data).toMatchObject({
        ...change,
        domain: 'xn--e28h.shop',
      });
    await until(async () => (await api.edge.get('/routing/domains/xn--e28h.shop')).body.data.allow === true);
  });

  it('default to a primary domain with registration and without TLS', async () => {
    const { data } = (await create('defaults', { domain: 'defaults.example.org' })).body;
    expect(data).toMatchObject({
      type: 'primary',
      status: 'active',
      registrationEnabled: true,
      tlsEnabled: false,
    });
    expect(data).not.toHaveProperty('metadata');
    expect(data).not.toHaveProperty('orgName');
  });

  it('take an organization by either form of its id', async () => {
    const { body } = await create('plain', { domain: 'plain.example.org', orgId: '999' });
    expect(body.data.orgId).toBe('org_999');
  });

  it('keep metadata as it is, whatever its keys', async () => {
    const metadata =
      '{"constructor":"a","__proto__":"b","toString":1,"hasOwnProperty":true,"prototype":"c","then":"d","é":" e\\u0301 "}';
    const stored = async (answer: Promise<Answer>): Promise<string> =>
      JSON.stringify((await answer).body.data.metadata);
    const body = `{"domain":"keys.example.org","orgId":"org_999","metadata":${metadata}}`;
    const expected = JSON.stringify(JSON.parse(metadata));
    expect(await stored(api.admin.send('POST', '/domains/keys', body))).toBe(expected);
    expect(await stored(api.admin.get('/domains/keys'))).toBe(expected);
    const changed = '{"__proto__":"x","constructor":false}';
    expect(await stored(api.admin.send('PUT', '/domains/keys', `{"metadata":${changed}}`))).toBe(changed);
    const history = (await api.admin.get('/audit?resourceType=domain&resourceId=keys')).body.data as {
      after: { metadata: object };
    }[];
    // History does not keep the order of keys.
    expect(history.map(({ after }) => Object.entries(after.metadata).sort())).toEqual(
      [changed, metadata].map((text) => Object.entries(JSON.parse(text) as object).sort()),
    );
    for (const wrong of [
      '{"__proto__":{"a":1}}',
      '{"constructor":null}',
      '[]',
      '"x"',
      '{"a":{"toString":1}}',
    ]) {
      const { status, body: answer } = await api.admin.send('PUT', '/domains/keys', `{"metadata":${wrong}}`);
      expect([wrong, status, answer.details[0].field]).toEqual([
        wrong,
        400,
        expect.stringMatching(/^metadata/),
      ]);
    }
  });

  it('derive the SIP realm from the name until it is set', async () => {
    await create('realm', { domain: 'realm.example.org' });
    const put = async (body: unknown): Promise<string> =>
      (await api.admin.put('/domains/realm', body)).body.data.sipRealm;
    expect(await put({ domain: 'realm2.example.org' })).toBe('realm2.example.org');
    expect(await put({ sipRealm: 'sip.example.org' })).toBe('sip.example.org');
    expect(await put({ domain: 'realm3.example.org' })).toBe('sip.example.org');
    expect(await put({ sipRealm: null })).toBe('realm3.example.org');
  });

  it('replace metadata as a whole, and clear it with null', async () => {
    await create('meta', { domain: 'meta.example.org', metadata: { a: 1, b: true, c: 'x' } });
    expect((await api.admin.put('/domains/meta', { metadata: { d: 2.5 } })).body.data.metadata).toEqual({
      d: 2.5,
    });
    expect((await api.admin.put('/domains/meta', { metadata: null })).body.data).not.toHaveProperty(
      'metadata',
    );
  });

  it.each([
    ['an array', []],
    ['a nested object', { a: { b: 1 } }],
    ['null inside', { a: null }],
    ['an empty key', { '': 1 }],
    ['a long key', { ['k'.repeat(65)]: 1 }],
    ['51 keys', Object.fromEntries(Array.from({ length: 51 }, (_, key) => [`k${key}`, 1]))],
    ['more than 16 kB', { a: 'x'.repeat(16_400) }],
    ['U+0000', { a: 'x\0y' }],
  ])('refuse metadata with %s', async (_, metadata) => {
    const answer = await create('bad', { domain: 'bad.example.org', metadata });
    expect(answer.status).toBe(400);
    expect(faultyFields(answer)[0]).toMatch(/^metadata/);
  });

  it.each([
    'localhost',
    'a..b',
    '-a.example',
    'a_b.example',
    '192.0.2.1',
    '[2001:db8::1]',
    'ex%61mple.org',
    `${'a'.repeat(64)}.example`,
    'example.123',
    '',
  ])('refuse %p as a name', async (domain) => {
    const answer = await create('bad', { domain });
    expect([answer.status, [...new Set(faultyFields(answer))]]).toEqual([400, ['domain']]);
  });

  it('refuse an invalid id together with the other field errors', async () => {
    for (const id of ['-x', 'a.b', 'x'.repeat(65), 'ü']) {
      const answer = await api.admin.post(`/domains/${encodeURIComponent(id)}`, {
        domain: 'no',
        orgId: 1,
        extra: 1,
      });
      expect(answer.status).toBe(400);
      expect([...new Set(faultyFields(answer))]).toEqual(['domain', 'extra', 'id', 'orgId']);
    }
  });

  it('are transferred only within the caller’s subtree', async () => {
    const child = await api.createOrganization({ parent: 456 });
    const manager = api.manager(456);
    const moved = await manager.put('/domains/dom_123', { orgId: `org_${child}` });
    expect(moved.body.data.orgId).toBe(`org_${child}`);
    const outside = await manager.put('/domains/dom_123', { orgId: 'org_789' });
    expect([outside.status, outside.body.message, faultyFields(outside)]).toEqual([
      422,
      'Organization ID not found',
      ['orgId'],
    ]);
    expect((await api.manager(child).put('/domains/dom_123', { orgId: 'org_456' })).status).toBe(422);
    expect((await manager.put('/domains/nowhere', { orgId: 'org_789' })).status).toBe(404);
  });

  it('are in use if they are the last primary domain of an organization with aliases', async () => {
    const id = await api.createOrganization();
    const first = await api.createDomain(id);
    const second = await api.createDomain(id);
    const alias = await api.createDomain(id, { type: 'alias' });
    expect((await api.admin.delete(`/domains/${first}`)).status).toBe(200);
    const last = await api.admin.delete(`/domains/${second}`);
    expect([last.status, last.body.code]).toEqual([409, 'domain_in_use']);
    expect((await api.admin.delete(`/domains/${alias}`)).status).toBe(200);
    expect((await api.admin.delete(`/domains/${second}`)).status).toBe(200);
    expect((await api.admin.delete('/domains/dom_124?force=perhaps')).status).toBe(400);
  });

  it('are filtered and sorted within the subtree', async () => {
    const [id, child] = (await api.createChain(2)) as [number, number];
    const b = await api.createDomain(id, { domain: 'b.list.example.org' });
    const a = await api.createDomain(child, { domain: 'a.list.example.org', type: 'alias' });
    await api.admin.put(`/domains/${a}`, { status: 'suspended' });
    const list = async (query: string): Promise<string[]> =>
      (await api.viewer(id).get(`/domains?${query}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await list('')).toEqual([b, a]);
    expect(await list('sort=domain')).toEqual([a, b]);
    expect(await list('sort=-updatedAt')).toEqual([a, b]);
    expect(await list('type=alias')).toEqual([a]);
    expect(await list('status=suspended')).toEqual([a]);
    expect(await list(`orgId=org_${id}`)).toEqual([b]);
    expect(await list('orgId=org_456')).toEqual([]);
    expect(await list('domain=company1.voip.example.com')).toEqual([]);
    const wrong = await api.admin.get('/domains?type=x&orgId=y&limit=201&sort=domain,domain&q=1&count=maybe');
    expect([...new Set(faultyFields(wrong))]).toEqual(['count', 'limit', 'orgId', 'q', 'sort', 'type']);
  });
});
