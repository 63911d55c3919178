import { describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { bearer, useApi, type Answer, type Caller } from './support/app.js';

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

  describe.each(Object.entries(resources))('on a %s', (_, make) => {
    it('say whether it is still what the caller has kept', async () => {
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

    it('change it only where it is what the caller believes it to be', async () => {
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

    it('let one of many that read the same change it, and lose no update', async () => {
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

  it('guard a move, and the move changes what others hold', async () => {
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

  it('notice what has changed elsewhere but shows here', async () => {
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

  it('make a billing profile only where there is none, and replace one only where there is', async () => {
    const id = await api.createOrganization();
    const put = (headers: Record<string, string>): Promise<Answer> =>
      api.admin.put(`/billingprofile/${id}`, { billingPlan: 'x' }, headers);
    expect((await put({ 'If-Match': '*' })).status).toBe(412);
    const answers = await Promise.all(Array.from({ length: 8 }, () => put({ 'If-None-Match': '*' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
  });

  it('belong to what each caller sees, and to single resources only', async () => {
    const path = '/organizations/456';
    expect(etag(await api.manager(456).get(path))).not.toBe(etag(await api.admin.get(path)));
    const own = etag(await api.manager(456).get(path));
    expect((await api.manager(456).patch(path, { name: 'Company One' }, { 'If-Match': own })).status).toBe(
      200,
    );
    for (const list of ['/organizations', '/domains', '/orgips/456', '/audit'])
      expect((await api.admin.get(list)).headers.get('etag')).toBeNull();
  });
});

describe('a POST with an Idempotency-Key', () => {
  const api = useApi();
  const create = (
    caller: Caller,
    key: string,
    id: string,
    fields: Record<string, unknown> = {},
  ): Promise<Answer> =>
    caller.post(
      `/domains/${id}`,
      { domain: `${id}.example.com`, orgId: 'org_456', ...fields },
      { 'Idempotency-Key': key },
    );
  const replayed = ({ headers }: Answer): string | null => headers.get('idempotent-replayed');

  it('is done once and answered the same again', async () => {
    const first = await create(api.admin, 'once', 'once');
    const second = await create(api.admin, 'once', 'once');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(etag(second)).toBe(etag(first));
    expect([replayed(first), replayed(second)]).toEqual([null, 'true']);
    await api.admin.delete('/domains/once');
    expect((await create(api.admin, 'once', 'once')).body).toEqual(first.body);
    expect((await api.admin.get('/domains/once')).status).toBe(404);
  });

  it('makes one organization however often it is sent, also at the same time', async () => {
    const before = (await api.admin.get('/organizations?name=Repeated')).body.meta.total as number;
    const send = (): Promise<Answer> =>
      api.admin.post(
        '/organizations',
        { name: 'Repeated', type: { id: 4 }, country: { id: 74 }, relation: { parent: { id: 1 } } },
        { 'Idempotency-Key': 'organization' },
      );
    const answers = await Promise.all(Array.from({ length: 12 }, send));
    for (const { status, body } of answers)
      expect(status === 201 || body.code === 'idempotency_key_in_use').toBe(true);
    expect(
      new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.data.id as number)).size,
    ).toBe(1);
    expect((await send()).status).toBe(201);
    expect((await api.admin.get('/organizations?name=Repeated')).body.meta.total).toBe(before + 1);
  });

  it('is refused while the first is still running', async () => {
    const held = api.database.query(
      `do $$ begin lock table domains in share mode; perform pg_sleep(1); end $$`,
    );
    await new Promise((done) => setTimeout(done, 100));
    const first = create(api.admin, 'slow', 'slow');
    await new Promise((done) => setTimeout(done, 100));
    const second = await create(api.admin, 'slow', 'slow');
    expect([second.status, second.body.code]).toEqual([409, 'idempotency_key_in_use']);
    expect((await first).status).toBe(201);
    await held;
  });

  it('is refused with another request', async () => {
    await create(api.admin, 'reused', 'reused');
    for (const answer of [
      await create(api.admin, 'reused', 'reused', { tlsEnabled: true }),
      await create(api.admin, 'reused', 'reused-2'),
      await api.admin.post('/organizations', {}, { 'Idempotency-Key': 'reused' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('belongs to one principal', async () => {
    expect((await create(api.admin, 'mine', 'mine')).status).toBe(201);
    const theirs = await create(api.manager(456), 'mine', 'theirs');
    expect([theirs.status, replayed(theirs)]).toEqual([201, null]);
    expect((await create(api.viewer(456), 'mine', 'mine')).status).toBe(403);
  });

  it('is not used up by a refusal: nothing was done, and the same key may try again', async () => {
    expect((await create(api.admin, 'again', 'again', { domain: 'no domain' })).status).toBe(400);
    expect((await create(api.admin, 'again', 'again', { domain: 'company1.voip.example.com' })).status).toBe(
      409,
    );
    expect((await create(api.admin, 'again', 'again')).status).toBe(201);
  });

  it('takes a next number for an IP even where somebody has chosen it as an id', async () => {
    const [{ next } = { next: 0 }] = await api.database.query<{ next: number }>(
      'select (last_value + 1)::integer as next from org_ips_id_seq',
    );
    const chosen = `ip_${String(next).padStart(3, '0')}`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        api.admin.post(
          n === 0 ? `/orgips/${chosen}` : '/orgips/789',
          { orgId: 'org_789', ipAddress: `198.18.7.${n}` },
          { 'Idempotency-Key': `ip-${n}` },
        ),
      ),
    );
    expect(answers.slice(1).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  });

  it('must be text that fits, and is forgotten after a day', async () => {
    const tooLong = await create(api.admin, 'x'.repeat(256), 'long');
    expect([tooLong.status, tooLong.body.details[0].field]).toEqual([400, 'Idempotency-Key']);
    await create(api.admin, 'old', 'old');
    await api.database.query(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    await api.admin.delete('/domains/old');
    const anew = await create(api.admin, 'old', 'old', { tlsEnabled: true });
    expect([anew.status, replayed(anew)]).toEqual([201, null]);
    const [{ kept } = { kept: -1 }] = await api.database.query<{ kept: number }>(
      `select count(*)::integer as kept from idempotency_keys where created_at < now() - interval '24 hours'`,
    );
    await create(api.admin, 'another', 'another');
    await create(api.admin, 'yet-another', 'yet-another');
    const [later] = await api.database.query<{ kept: number }>(
      `select count(*)::integer as kept from idempotency_keys where created_at < now() - interval '24 hours'`,
    );
    expect(later!.kept).toBeLessThanOrEqual(Math.max(0, kept - 10));
  });

  it('is there once, whatever the body is', async () => {
    const deep = `{"name":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    const answer = await api.admin.send('POST', '/organizations', deep, { 'Idempotency-Key': 'deep' });
    expect(answer.status).toBe(400);
    const { status, body } = await twoHeaders('Idempotency-Key', 'one', 'two');
    expect([status, body.details[0].field]).toEqual([400, 'Idempotency-Key']);
    expect(
      (await twoHeaders('Authorization', bearer({ role: 'admin' }), bearer({ role: 'admin' }))).status,
    ).toBe(401);
  });

  /** Sends a header twice, which `fetch` does not do. */
  function twoHeaders(name: string, ...values: string[]): Promise<Pick<Answer, 'status' | 'body'>> {
    return new Promise((done, fail) => {
      const headers = { Authorization: bearer({ role: 'admin' }), [name]: values };
      request(`${api.url}/organizations`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => done({ status: response.statusCode!, body: JSON.parse(text) }));
      })
        .on('error', fail)
        .end();
    });
  }

  it('leaves neither key nor domain behind where the transaction breaks off at its end', async () => {
    await api.database.query(`
      create function break_off() returns trigger language plpgsql as
        $$ begin raise exception 'broken off' using errcode = '57P01'; end $$`);
    await api.database.query(
      `create constraint trigger break_off after insert on idempotency_keys deferrable initially deferred
         for each row when (new.key = 'broken') execute function break_off()`,
    );
    expect((await create(api.admin, 'broken', 'broken')).status).toBe(503);
    expect((await api.admin.get('/domains/broken')).status).toBe(404);
    await api.database.query('drop trigger break_off on idempotency_keys');
    expect((await create(api.admin, 'broken', 'broken')).status).toBe(201);
  });
});
