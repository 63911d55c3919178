import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest, STATUS_CODES } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultyFields, useApi } from '../../support/app.js';
import { administer } from '../../support/database.js';
import { sendRaw, type RawAnswer } from '../../support/raw-request.js';

describe('errors', () => {
  const api = useApi();

  it.each([
    ['an unknown path', 'GET', '/nowhere', undefined, {}, 404, 'route_not_found', 'Not Found'],
    [
      'a method that the path does not have',
      'PATCH',
      '/domains',
      '{}',
      {},
      405,
      'method_not_allowed',
      'Method Not Allowed',
    ],
    ['malformed JSON', 'POST', '/domains/x', '{"a":', {}, 400, 'malformed_json', 'Bad Request'],
    ['JSON that is no object', 'POST', '/domains/x', '[]', {}, 400, 'validation_failed', 'Bad Request'],
    ['a bare value', 'POST', '/domains/x', '5', {}, 400, 'malformed_json', 'Bad Request'],
    [
      'another content type',
      'POST',
      '/domains/x',
      'a=b',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
      'Unsupported Media Type',
    ],
    [
      'an unknown charset',
      'POST',
      '/domains/x',
      '{}',
      { 'Content-Type': 'application/json; charset=klingon' },
      415,
      'unsupported_media_type',
      'Unsupported Media Type',
    ],
    [
      'a large body',
      'POST',
      '/domains/x',
      `{"a":"${'x'.repeat(101 * 1024)}"}`,
      {},
      413,
      'payload_too_large',
      'Payload Too Large',
    ],
    ['a malformed path', 'GET', '/domains/%E0%A4%A', undefined, {}, 400, 'malformed_path', 'Bad Request'],
  ])('%s', async (_, method, path, body, headers, status, code, error) => {
    const response = await fetch(api.url + path, {
      method,
      headers: { Authorization: api.adminAuthorization, 'Content-Type': 'application/json', ...headers },
      body,
    });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      success: false,
      statusCode: status,
      error,
      code,
      message: expect.any(String),
      ...(code === 'validation_failed' && { details: [{ field: 'body', message: 'must be a JSON object' }] }),
      requestId: response.headers.get('x-request-id'),
    });
    expect(response.status).toBe(status);
  });

  it('refuse a body in another encoding than UTF-8', async () => {
    const send = async (name: Buffer, charset?: string) => {
      const response = await fetch(`${api.url}/organizations`, {
        method: 'POST',
        headers: {
          Authorization: api.adminAuthorization,
          'Content-Type': charset === undefined ? 'application/json' : `application/json; charset=${charset}`,
        },
        body: Buffer.concat([
          Buffer.from('{"type":{"id":4},"country":{"id":74},"relation":{"parent":{"id":1}},"name":"'),
          name,
          Buffer.from('"}'),
        ]),
      });
      const { code, data } = (await response.json()) as { code?: string; data?: { name: string } };
      return code ?? data!.name;
    };
    const utf8 = Buffer.from('Müller');
    for (const charset of [undefined, 'utf-8', 'UTF-8', '"utf-8"'])
      expect(await send(utf8, charset)).toBe('Müller');
    for (const charset of ['utf-7', 'utf-16', 'utf-16le', 'UTF-32', 'utf-8-mac', 'iso-8859-1', 'us-ascii'])
      expect([charset, await send(utf8, charset)]).toEqual([charset, 'unsupported_media_type']);
    // Latin-1, cut off, overlong, and a surrogate.
    for (const bytes of [[0xfc], [0xc3], [0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xff]])
      expect(await send(Buffer.from([0x4d, ...bytes]))).toBe('malformed_json');
  });

  it('name query parameters in another encoding than UTF-8', async () => {
    for (const escapes of [
      '%FC',
      'M%fcller',
      '%C3',
      '%E2%82',
      '%C0%AF',
      '%ED%A0%80',
      '%FF',
      '%zz%FC',
      '%C3&b=%BC',
    ]) {
      const answer = await api.admin.get(`/organizations?limit=1&name=${escapes}`);
      expect([answer.status, answer.body.details[0]]).toEqual([
        400,
        { field: 'name', message: 'must be UTF-8 in percent-encoding' },
      ]);
    }
    expect(faultyFields(await api.admin.get('/organizations/1?n%FC=1'))).toEqual(['n%FC']);
    expect(faultyFields(await api.edge.get('/routing/decision?ip=203.0.113.10&domain=m%FC.example'))).toEqual(
      ['domain'],
    );
    // A lone % stands for itself.
    for (const name of ['%', '100%', '%zz', '%C3%BC', '%EF%BF%BD', '%F0%9F%98%80%'])
      expect((await api.admin.get(`/organizations?name=${name}`)).status).toBe(200);
  });

  it('refuse bytes beyond ASCII in a URL, and escapes in a path that are not UTF-8', async () => {
    for (const target of ['/domains/m\xfc', '/organizations?name=M\xc3\xbcller']) {
      const { status, body } = await converse([`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`]);
      expect([status, body.code]).toEqual([400, 'malformed_request']);
    }
    for (const segment of ['%FC', '%C3', '%C0%AF', '%ED%A0%80'])
      expect((await api.admin.get(`/domains/${segment}`)).body.code).toBe('malformed_path');
  });

  it('ignore no query parameter, however many there are', async () => {
    const answer = await api.admin.get(`/domains?${'limit&'.repeat(1200)}last=1`);
    expect([answer.status, faultyFields(answer)]).toEqual([400, expect.arrayContaining(['last'])]);
  });

  it('name unknown query parameters', async () => {
    for (const path of [
      '/domains?page=2&limit=5',
      '/domains/dom_123?page=2',
      '/organizations/my?page=2',
      '/health/live?page=2',
      '/lookups?page=2',
    ]) {
      const answer = await api.admin.get(path);
      expect([answer.status, faultyFields(answer)]).toEqual([400, ['page']]);
    }
  });

  it('refuse text that PostgreSQL cannot store', async () => {
    const answer = await api.admin.post('/organizations', {
      name: 'a\0b',
      type: { id: 4 },
      country: { id: 74 },
      ext_reference: '\ud800',
    });
    expect([answer.status, faultyFields(answer)]).toEqual([400, ['ext_reference', 'name']]);
    expect((await api.admin.get('/organizations?name=%00')).status).toBe(400);
    expect((await api.admin.get('/domains/%00')).status).toBe(400);
  });

  it('name unknown fields such as __proto__ and constructor', async () => {
    const domain = '"domain":"prototype.example.org","orgId":"org_456"';
    for (const [extra, field] of [
      ['"__proto__":{"status":"x"}', '__proto__'],
      ['"constructor":1', 'constructor'],
      ['"toString":"x"', 'toString'],
      ['"metadata":{"of":{"constructor":"Acme"}}', 'metadata.of.constructor'],
    ]) {
      const answer = await api.admin.send('POST', '/domains/prototype', `{${domain},${extra!}}`);
      expect([answer.status, faultyFields(answer)]).toEqual([400, [field]]);
    }
    expect(({} as { status?: string }).status).toBeUndefined();
    for (const name of ['__proto__', 'constructor'])
      expect(faultyFields(await api.admin.get(`/domains?${name}=1`))).toEqual([name]);
  });

  it('count characters as PostgreSQL does, and refuse control characters', async () => {
    const patch = (name: string) => api.admin.patch('/organizations/456', { name });
    for (const name of ['x'.repeat(200), '\u{1f4de}'.repeat(200), 'a\ufe0f'.repeat(100)])
      expect((await patch(name)).body.data.name).toBe(name);
    for (const name of ['x'.repeat(201), '\u{1f4de}'.repeat(201), 'a\ufe0f'.repeat(101), 'a\u0007b', ' ', ''])
      expect(faultyFields(await patch(name))).toEqual(['name']);
  });

  it('normalize text in bodies and in filters alike', async () => {
    const nfd = '\u2003Cafe\u0301 \u00a0du  Nord\u3000\u0085\t';
    const reference = ' re\u0301f-1\ufeff';
    const fields = { type: { id: 4 }, country: { id: 74 } };
    const { body } = await api.admin.post('/organizations', {
      ...fields,
      name: nfd,
      ext_reference: reference,
    });
    expect(body.data).toMatchObject({ name: 'Café \u00a0du  Nord', ext_reference: 'réf-1' });
    const same = await api.admin.post('/organizations', {
      ...fields,
      name: 'x',
      ext_reference: 'r\u00e9f-1',
      relation: null,
    });
    expect(same.status).toBe(409);
    for (const filter of [
      `name=${encodeURIComponent(nfd)}`,
      `ext_reference=${encodeURIComponent(reference)}`,
      'ext_reference=r%C3%A9f-1',
    ]) {
      const list = (await api.admin.get(`/organizations?${filter}`)).body.data as { id: number }[];
      expect(list.map(({ id }) => id)).toEqual([body.data.id]);
    }
    const cleared = await api.admin.patch(`/organizations/${body.data.id}`, { ext_reference: ' \u2003' });
    expect(cleared.body.data.ext_reference).toBe('');
    const contact = await api.admin.post(`/organizations/${body.data.id}/contacts`, {
      type: { id: 1 },
      name: ' A\u030angstro\u0308m',
      email: ' a@example.com ',
    });
    expect(contact.body.data).toMatchObject({ name: 'Ångström', email: 'a@example.com' });
  });

  it('refuse text that is invisible or that reorders other text', async () => {
    const refusal = async (name: string): Promise<unknown> => {
      const { status, body } = await api.admin.patch('/organizations/456', { name });
      return [status, body.details];
    };
    for (const invisible of ['\u200b', '\u2060\u00ad', '\u3164', '\u2800 \u200d', '\u{e0041}'])
      expect(await refusal(invisible)).toEqual([
        400,
        [{ field: 'name', message: 'must contain a visible character' }],
      ]);
    for (const code of [0x61c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069]) {
      const [status, details] = (await refusal(`a${String.fromCodePoint(code)}b`)) as [number, unknown];
      const name = code.toString(16).toUpperCase().padStart(4, '0');
      expect([status, details]).toEqual([
        400,
        [{ field: 'name', message: `must not contain U+${name}, which changes the direction of text` }],
      ]);
    }
    for (const name of ['שלום עולם', 'مرحبا', 'नमस्\u200dते', '👩\u200d💻', 'Company One'])
      expect((await api.admin.patch('/organizations/456', { name })).body.data.name).toBe(name);
  });

  it('have one message for each field', async () => {
    const { body } = await api.admin.post('/organizations', {});
    expect(body.details).toEqual([
      { field: 'name', message: 'must be a string of 1 to 200 characters without control characters' },
      { field: 'type', message: 'must be an object' },
      { field: 'country', message: 'must be an object' },
    ]);
  });

  it('have the envelope even if the request is not HTTP', async () => {
    const { status, body } = await converse(['this is not HTTP\r\n\r\n']);
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, statusCode: 400, code: 'malformed_request' });
  });

  it.each([
    ['no Host', ''],
    ['two hosts', 'Host: one.example\r\nHost: two.example\r\n'],
    ['two equal hosts', 'Host: one.example\r\nhost: one.example\r\n'],
    ['two hosts in one', 'Host: one.example, two.example\r\n'],
    ['a host that is a URL', 'Host: http://one.example/\r\n'],
    ['a host with a user', 'Host: user@one.example\r\n'],
    ['a host with a port that is no number', 'Host: one.example:http\r\n'],
  ])('refuse %s', async (_, headers) => {
    for (const target of ['/health/live', '/organizations/my', '/nowhere', '/docs', '/routing/ips/192.0.2.1'])
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await exchange(
          `${method} ${target} HTTP/1.1\r\n${headers}Authorization: ${api.adminAuthorization}\r\nConnection: close\r\n\r\n`,
        );
        expectError(answer, 400, 'invalid_host');
      }
  });

  it.each([
    ['a name', 'HTTP/1.1', 'Host: one.example\r\n'],
    ['a name and a port', 'HTTP/1.1', 'Host: One.example.:3000\r\n'],
    ['an IPv4 address', 'HTTP/1.1', 'Host: 192.0.2.1:80\r\n'],
    ['an IPv6 address', 'HTTP/1.1', 'Host: [2001:db8::1]:80\r\n'],
    ['an empty host', 'HTTP/1.1', 'Host:\r\n'],
    ['no Host in HTTP/1.0', 'HTTP/1.0', ''],
    ['an expectation in HTTP/1.0, which has none', 'HTTP/1.0', 'Expect: 200-ok\r\n'],
  ])('do not refuse %s', async (_, version, headers) => {
    const request = `GET /health/live ${version}\r\n${headers}Connection: close\r\n\r\n`;
    expect((await exchange(request)).status).toBe(200);
  });

  it('refuse every expectation but 100-continue', async () => {
    for (const target of ['/health/live', '/nowhere', '/routing/ips/192.0.2.1'])
      for (const expectation of ['200-ok', 'x100-continue']) {
        const answer = await exchange(
          `GET ${target} HTTP/1.1\r\nHost: x\r\nExpect: ${expectation}\r\nConnection: close\r\n\r\n`,
        );
        expectError(answer, 417, 'expectation_failed');
      }
  });

  it('accept a body after 100 Continue', async () => {
    const interim = await exchange(
      'POST /domains/x HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    );
    expect([interim.status, interim.text]).toEqual([100, expect.stringMatching(/^HTTP\/1\.1 401 /)]);
  });

  it.each([
    ['HTTP/2 without negotiation', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
    ['an unknown version', 'GET /health/live HTTP/7.0\r\nHost: x\r\n\r\n', 400, 'malformed_request'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nX\r\n\r\n', 400, 'malformed_request'],
    [
      'two lengths',
      'POST /domains/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'malformed_request',
    ],
    [
      'a malformed chunk',
      'POST /domains/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
      'malformed_request',
    ],
    [
      'chunk extensions of more than 16 kB',
      `POST /domains/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(17_000)}\r\n`,
      413,
      'payload_too_large',
    ],
  ])('have the envelope for %s', async (_, request, status, code) => {
    expectError(await exchange(request), status, code);
  });

  it('ignore an upgrade to another protocol', async () => {
    const upgrade = (protocol: string): string =>
      `GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${protocol}\r\n\r\n`;
    for (const protocol of ['websocket', 'h2c', 'TLS/1.2'])
      expect((await exchange(upgrade(protocol))).status).toBe(200);
  });

  it('follow the responses to earlier requests of the same connection', async () => {
    const authorization = `Host: x\r\nAuthorization: ${api.adminAuthorization}\r\n`;
    const first = await exchange(`GET /domains/none HTTP/1.1\r\n${authorization}\r\nno request\r\n\r\n`);
    expect([first.status, JSON.parse(first.text.slice(0, first.length)).code]).toEqual([
      404,
      'domain_not_found',
    ]);
    const rest = first.text.slice(first.length);
    expect(rest).toMatch(/^HTTP\/1\.1 400 [^]*"code":"malformed_request"/);
    const last = await exchange(
      `GET /domains/none HTTP/1.1\r\n${authorization}Connection: close\r\n\r\nmore`,
    );
    expect([last.status, last.text.length]).toEqual([404, last.length]);
  });

  it('count all headers of a request up to 16 kB', async () => {
    const many = Array.from({ length: 1_500 }, () => 'a:b\r\n').join('');
    const { status } = await exchange(
      `GET /organizations/456 HTTP/1.1\r\nHost: x\r\n${many}Authorization: ${api.adminAuthorization}\r\nConnection: close\r\n\r\n`,
    );
    expect(status).toBe(200);
  });

  const exchange = (request: string): Promise<RawAnswer> => sendRaw(api.url, request);

  function expectError({ status, headers, text }: RawAnswer, expected: number, code: string): void {
    expect([status, headers.get('content-type')]).toEqual([expected, 'application/json; charset=utf-8']);
    expect(JSON.parse(text)).toEqual({
      success: false,
      statusCode: expected,
      error: STATUS_CODES[expected],
      code,
      message: expect.any(String),
      requestId: headers.get('x-request-id'),
    });
    expect(headers.get('x-request-id')).toMatch(/./);
    expect(headers.get('date')).not.toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }

  it('refuse headers of more than 16 kB', async () => {
    const { status, body } = await converse([
      `GET /health/live HTTP/1.1\r\nX-Large: ${'x'.repeat(17_000)}\r\n`,
    ]);
    expect([status, body.success, body.code]).toEqual([431, false, 'headers_too_large']);
  });

  it('refuse a body of more than 100 kB before it is complete, with and without Content-Length', async () => {
    const begin = (header: string): string =>
      `POST /domains/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n${header}\r\n\r\n`;
    const chunk = `8000\r\n${' '.repeat(0x8000)}\r\n`;
    for (const parts of [
      [begin(`Content-Length: ${10 ** 9}`), '{'],
      [begin('Transfer-Encoding: chunked'), chunk, chunk, chunk, chunk],
    ]) {
      const { status, body } = await converse(parts);
      expect([status, body.code]).toEqual([413, 'payload_too_large']);
    }
  });

  describe('for slow callers', () => {
    beforeAll(() => {
      Object.assign(api.app.getHttpServer(), { headersTimeout: 300, requestTimeout: 600 });
    });

    it.each([
      ['that send headers byte by byte', [...`GET /health/live HTTP/1.1\r\nX-Slow: ${'x'.repeat(100)}`]],
      ['that send nothing', []],
      [
        'that never complete a body',
        [
          'POST /domains/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
        ],
      ],
    ])('%s are 408, and the connection is closed', async (_, parts) => {
      const begun = Date.now();
      const { status, body } = await converse(parts);
      expect([status, body.success, body.code]).toEqual([408, false, 'request_timeout']);
      expect(Date.now() - begun).toBeLessThan(3_000);
    });
  });

  /** Sends one part after another; answers the response once the connection is closed. */
  async function converse(parts: string[]) {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', () => undefined);
    const closed = once(socket, 'close');
    for (const part of parts) {
      if (!socket.writable) break;
      socket.write(part);
      await sleep(20);
    }
    await closed;
    const [head, body] = text.split('\r\n\r\n');
    expect(head!.toLowerCase()).toContain('connection: close');
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head!)?.[1]), body: JSON.parse(body!) };
  }

  it('refuse a deeply nested body', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    expect((await api.admin.send('POST', '/domains/x', `{"metadata":${deep}}`)).status).toBe(400);
  });
});

describe('request ids', () => {
  const api = useApi();

  it('are taken from the request if they are safe, and generated otherwise', async () => {
    const given = await api.admin.get('/nowhere', { 'X-Request-Id': 'call-4711' });
    expect(given.headers.get('x-request-id')).toBe('call-4711');
    expect(given.body.requestId).toBe('call-4711');
    for (const bad of ['x'.repeat(129), 'a b', '{"a":1}']) {
      const made = await api.admin.get('/organizations/my', { 'X-Request-Id': bad });
      expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(made.body.requestId).toBe(made.headers.get('x-request-id'));
    }
  });
});

describe('pages', () => {
  const api = useApi();

  it('contain each item exactly once, by cursor and by link, in every order', async () => {
    const owner = await api.createOrganization();
    const all: string[] = [];
    for (let n = 0; n < 7; n++)
      all.push(await api.createDomain(owner, { type: n % 2 ? 'alias' : 'primary' }));
    await api.database.query(
      `update domains set created_at = '2024-05-05Z', updated_at = '2024-05-05Z' where id = any($1)`,
      [all.slice(2, 5)],
    );

    for (const sort of [
      'id',
      '-id',
      'createdAt',
      '-createdAt',
      'domain',
      'updatedAt,-domain',
      '-createdAt,id',
      '-updatedAt,domain',
    ]) {
      const whole = (await api.admin.get(`/domains?orgId=org_${owner}&sort=${sort}`)).body.data.map(
        ({ id }: { id: string }) => id,
      );
      expect([...whole].sort()).toEqual([...all].sort());
      const seen: string[] = [];
      let path: string | undefined = `/domains?orgId=org_${owner}&limit=3&sort=${sort}`;
      while (path) {
        const { body, headers } = await api.admin.get(path);
        seen.push(...body.data.map(({ id }: { id: string }) => id));
        expect(body.meta).toMatchObject({ total: 7, limit: 3 });
        const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
        expect(link === undefined).toBe(body.meta.nextCursor === undefined);
        if (link) expect(new URL(link, api.url).searchParams.get('cursor')).toBe(body.meta.nextCursor);
        path = link;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('continue after an item that was deleted meanwhile', async () => {
    const owner = await api.createOrganization();
    const ids = [await api.createDomain(owner), await api.createDomain(owner), await api.createDomain(owner)];
    const first = await api.admin.get(`/domains?orgId=org_${owner}&limit=1`);
    await api.admin.delete(`/domains/${ids[0]}`);
    const second = await api.admin.get(
      `/domains?orgId=org_${owner}&limit=1&cursor=${first.body.meta.nextCursor}`,
    );
    expect(second.body.data[0].id).toBe(ids[1]);
    expect(second.body.meta.total).toBe(2);
  });

  it('refuse an invalid cursor and a cursor of another order', async () => {
    const { body } = await api.admin.get('/domains?limit=1');
    const forged = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
    for (const query of [
      'cursor=nonsense',
      'cursor=',
      `sort=domain&cursor=${body.meta.nextCursor}`,
      `cursor=${forged(['createdAt', 'yesterday', 'x'])}`,
      `cursor=${forged(['createdAt', '2024-01-01T00:00:00.000Z', 5])}`,
      `cursor=${forged(['createdAt', '2024-13-01T00:00:00.000Z', 'x'])}`,
      `cursor=${forged(['createdAt', '2024-02-31T00:00:00.000Z', 'x'])}`,
      `cursor=${forged(['createdAt', '0000-01-01T00:00:00.000Z', 'x'])}`,
      `cursor=${forged(['createdAt', '2024-01-01T00:00:00.000Z', 'x\0'])}`,
      `cursor=${forged(null)}`,
    ]) {
      const answer = await api.admin.get(`/domains?${query}`);
      expect([answer.status, faultyFields(answer)]).toEqual([400, ['cursor']]);
    }
    const outOfRange = await api.admin.get(`/organizations?cursor=${forged(['id', 1e300])}`);
    expect([outOfRange.status, faultyFields(outOfRange)]).toEqual([400, ['cursor']]);
  });

  it('have a limited size', async () => {
    for (const limit of ['0', '201', '-1', '1.5', 'ten', '']) {
      const answer = await api.admin.get(`/domains?limit=${limit}`);
      expect([answer.status, [...new Set(faultyFields(answer))]]).toEqual([400, ['limit']]);
    }
  });

  it('count exactly up to 10,000, estimate above, and count exactly on request', async () => {
    const owner = await api.createOrganization();
    await api.database.query(
      `insert into domains (id, organization_id, domain) select 'many-' || n, $1, n || '.many.example.org' from generate_series(1, 10050) n`,
      [owner],
    );
    await api.database.query('analyze domains');
    const meta = async (query: string) => (await api.admin.get(`/domains?limit=1&${query}`)).body.meta;
    const estimated = await meta(`orgId=org_${owner}`);
    expect(estimated.totalExact).toBe(false);
    expect(estimated.total).toBeGreaterThan(10_000);
    expect(estimated.total).toBeLessThan(11_000);
    const exact = await meta(`orgId=org_${owner}&count=exact`);
    expect([exact.total, exact.totalExact]).toEqual([10_050, undefined]);
    expect((await meta('orgId=org_456')).total).toBe(1);
  });
});

describe('headers', () => {
  const api = useApi({ corsOrigins: ['https://console.example.com'] });

  it('allow browsers only from the configured origins', async () => {
    const allowed = async (origin: string): Promise<string | null> =>
      (await api.admin.get('/domains', { Origin: origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://console.example.com')).toBe('https://console.example.com');
    expect(await allowed('https://evil.example.com')).not.toBe('https://evil.example.com');
    const { headers } = await api.admin.get('/domains', { Origin: 'https://console.example.com' });
    expect(headers.get('access-control-expose-headers')).toContain('Link');
  });

  it('tell caches that responses vary by origin, also for routing and its fast path', async () => {
    const vary = async (path: string, headers = {}): Promise<string | null> =>
      (await api.edge.get(path, headers)).headers.get('vary');
    // The second of the same caller is answered in front of Express, the third is not.
    for (const path of ['domains/a.example', 'domains/a.example', 'domains/%61.example'])
      expect(await vary(`/routing/${path}`)).toBe('Origin');
    expect(await vary('/routing/domains/a.example', { Origin: 'https://console.example.com' })).toBe(
      'Origin',
    );
  });

  it('protect browsers and do not identify the server', async () => {
    const { headers } = await api.admin.get('/domains');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('accept a DELETE that declares an empty body', async () => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const request = httpRequest(`${api.url}/domains/none`, {
        method: 'DELETE',
        headers: { Authorization: api.adminAuthorization, 'Content-Length': '0' },
      });
      request
        .on('response', (response) => done(response.resume().statusCode))
        .on('error', fail)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('health', () => {
  const api = useApi();

  it('needs no token, and readiness follows the database', async () => {
    expect((await api.anonymous.get('/health/live')).body).toEqual({ success: true, data: { status: 'ok' } });
    expect((await api.anonymous.get('/health/ready')).status).toBe(200);
    const name = new URL(api.database.url).pathname.slice(1);
    await administer(
      `alter database ${name} with allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    const outage = await api.anonymous.get('/health/ready');
    expect([outage.status, outage.body.code, outage.headers.get('retry-after')]).toEqual([
      503,
      'service_unavailable',
      '1',
    ]);
    expect((await api.anonymous.get('/health/live')).status).toBe(200);
    expect((await api.admin.get('/domains')).body.code).toBe('service_unavailable');
    await administer(`alter database ${name} with allow_connections true`);
    let ready = outage;
    for (let tries = 0; ready.status !== 200 && tries < 50; tries++)
      ready = await api.anonymous.get('/health/ready');
    expect(ready.status).toBe(200);
    expect((await api.admin.get('/domains')).status).toBe(200);
  });
});
