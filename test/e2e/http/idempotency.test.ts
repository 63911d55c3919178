import { describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { bearer, faultyFields, useApi, type Answer, type Caller } from '../../support/app.js';
import { HeldLock } from '../../support/held-lock.js';

const etag = ({ headers }: Answer): string => headers.get('etag')!;

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

  it('is executed once, and a repetition gets the same response', async () => {
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

  it('creates one organization even if it is sent several times at once', async () => {
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

  it('is refused while the first request is running', async () => {
    const lock = await HeldLock.table(api.database, 'domains', 'share');
    const first = create(api.admin, 'slow', 'slow');
    await lock.waitForSessions(1);
    const second = await create(api.admin, 'slow', 'slow');
    expect([second.status, second.body.code]).toEqual([409, 'idempotency_key_in_use']);
    await lock.release();
    expect((await first).status).toBe(201);
  });

  it('is refused if the request differs', async () => {
    await create(api.admin, 'reused', 'reused');
    for (const answer of [
      await create(api.admin, 'reused', 'reused', { tlsEnabled: true }),
      await create(api.admin, 'reused', 'reused-2'),
      await api.admin.post('/organizations', {}, { 'Idempotency-Key': 'reused' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('has a key that belongs to one principal', async () => {
    expect((await create(api.admin, 'mine', 'mine')).status).toBe(201);
    const theirs = await create(api.manager(456), 'mine', 'theirs');
    expect([theirs.status, replayed(theirs)]).toEqual([201, null]);
    expect((await create(api.viewer(456), 'mine', 'mine')).status).toBe(403);
  });

  it('can be repeated with the same key after a refusal', async () => {
    expect((await create(api.admin, 'again', 'again', { domain: 'no domain' })).status).toBe(400);
    expect((await create(api.admin, 'again', 'again', { domain: 'company1.voip.example.com' })).status).toBe(
      409,
    );
    expect((await create(api.admin, 'again', 'again')).status).toBe(201);
  });

  it('gets the next free id for an IP if a caller has chosen the next number', async () => {
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

  it('has a key of limited length that expires after a day', async () => {
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

  it('has the same key with and without the quotes of a structured header', async () => {
    for (const [name, plain, quoted] of [
      ['spelled', 'spelled one way', '"spelled one way"'],
      ['escaped', 'a "quoted" \\ key', '"a \\"quoted\\" \\\\ key"'],
      ['longest', 'x'.repeat(255), `"${'x'.repeat(255)}"`],
    ] as const) {
      const first = await create(api.admin, quoted, name);
      const second = await create(api.admin, plain, name);
      expect([first.status, second.status, replayed(second)]).toEqual([201, 201, 'true']);
      expect(second.body).toEqual(first.body);
    }
    for (const malformed of ['"', '""', '"open', '"a"b"', '"a\\b"', '"a\\"', `"${'x'.repeat(256)}"`]) {
      const answer = await create(api.admin, malformed, 'malformed');
      expect([malformed, answer.status, faultyFields(answer)]).toEqual([malformed, 400, ['Idempotency-Key']]);
    }
  });

  it('has its key in Idempotency-Key, not in X-Idempotency-Key', async () => {
    const answer = await api.admin.post(
      '/domains/misnamed',
      { domain: 'misnamed.example.com', orgId: 'org_456' },
      { 'X-Idempotency-Key': 'misnamed' },
    );
    expect([answer.status, answer.body.code, answer.body.details]).toEqual([
      400,
      'validation_failed',
      [
        {
          field: 'X-Idempotency-Key',
          message: 'is not a known header: send the key as Idempotency-Key',
        },
      ],
    ]);
    expect((await api.admin.get('/domains/misnamed')).status).toBe(404);
    const others = [
      await api.admin.put('/domains/dom_123', {}, { 'X-Idempotency-Key': 'misnamed' }),
      await api.admin.patch('/organizations/456', {}, { 'X-Idempotency-Key': 'misnamed' }),
      await api.admin.delete('/domains/dom_123', { 'X-Idempotency-Key': 'misnamed' }),
    ];
    expect(others.map(faultyFields)).toEqual(others.map(() => ['X-Idempotency-Key']));
  });

  it('has exactly one key, whatever the body is', async () => {
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

  it('stores neither key nor domain if the transaction fails at commit', async () => {
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
