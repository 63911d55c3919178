import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { useApi, type TestApi } from '../../support/app.js';
import { until } from '../../support/eventually.js';
import { sendRaw } from '../../support/raw-request.js';

/** Sends a request without a body and without credentials, or with those in `headers`. */
const send = (api: TestApi, method: string, target: string, headers = '') =>
  sendRaw(api.url, `${method} ${target} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);

/** The documented paths with ids in place of parameters, and the methods of each. */
async function documentedPaths(api: TestApi): Promise<{ path: string; methods: string[] }[]> {
  const { body } = await api.anonymous.get('/openapi.json');
  return Object.entries(body.paths as Record<string, object>).map(([path, operations]) => ({
    path: path.replaceAll(/\{\w+\}/g, '1'),
    methods: Object.keys(operations).map((method) => method.toUpperCase()),
  }));
}

/** How many connections the server has, after it has closed the idle ones. */
function connections({ app }: TestApi): Promise<number> {
  const server = app.getHttpServer();
  server.closeIdleConnections();
  return promisify(server.getConnections.bind(server))();
}

const isPublic = (path: string): boolean => path.startsWith('/health/');

describe('paths', () => {
  const api = useApi();

  const pages = ['/docs', '/docs/reference.js', '/docs/swagger-ui.css', '/guides/tour', '/openapi.json'];

  it('are case-sensitive and exact', async () => {
    const paths = [...(await documentedPaths(api)).map(({ path }) => path), ...pages];
    for (const path of paths)
      for (const spelling of [
        path.toUpperCase(),
        `${path[0]!}${path[1]!.toUpperCase()}${path.slice(2)}`,
        // The page of Swagger UI is also at `/docs/`.
        ...(path === '/docs' ? [] : [`${path}/`]),
        `/${path}`,
        // Only parameters can be escaped.
        `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
      ]) {
        const { status, text } = await send(
          api,
          'GET',
          spelling,
          `Authorization: ${api.adminAuthorization}\r\n`,
        );
        expect([spelling, status, JSON.parse(text).code]).toEqual([spelling, 404, 'route_not_found']);
      }
  });

  it('are exact for the fast path of routing as for the controller', async () => {
    const statuses = async (path: string): Promise<number[]> => [
      (await api.edge.get(path)).status,
      // The caller is known by now, so this request is for the fast path.
      (await api.edge.get(path)).status,
    ];
    for (const path of ['/routing/domains/a.example', '/routing/ips/192.0.2.1', '/routing/decision'])
      for (const query of path.endsWith('decision') ? ['?ip=192.0.2.1'] : [''])
        for (const [spelling, status] of [
          [path, 200],
          [`${path}/`, 404],
          [path.replace('/routing', '/Routing'), 404],
        ] as const)
          expect([spelling, ...(await statuses(spelling + query))]).toEqual([spelling, status, status]);
  });

  it('contain no character that a proxy could read in another way', async () => {
    for (const target of [
      '/health\\live#',
      '/health\\live?x=\xa0',
      '/health/live#/docs',
      '/openapi.json\xa0',
      '/guides\\tour',
      'http://x\\docs',
      '/domains/m\xfcller.example',
    ]) {
      const { status, text } = await send(api, 'GET', target);
      expect([target, status, JSON.parse(text).code]).toEqual([target, 400, 'malformed_request']);
    }
  });

  it('can be in an absolute URL', async () => {
    expect((await send(api, 'GET', 'http://x/health/live')).status).toBe(200);
  });
});

describe('methods', () => {
  const api = useApi();
  const candidates = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
  let paths: Awaited<ReturnType<typeof documentedPaths>>;
  const authorization = `Authorization: ${api.adminAuthorization}\r\n`;

  beforeAll(async () => {
    paths = await documentedPaths(api);
  });

  it('that a path does not have are 405 with the methods that it has', async () => {
    for (const { path, methods } of paths) {
      const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
      for (const method of candidates.filter((candidate) => !allowed.includes(candidate))) {
        const { status, headers, text } = await send(api, method, path, authorization);
        expect([method, path, status]).toEqual([method, path, 405]);
        expect(headers.get('allow')!.split(', ').sort()).toEqual([...allowed].sort());
        if (method === 'HEAD') expect(text).toBe('');
        else
          expect(JSON.parse(text)).toEqual({
            success: false,
            statusCode: 405,
            error: 'Method Not Allowed',
            code: 'method_not_allowed',
            message: 'This path does not have this method: see the Allow header',
            requestId: headers.get('x-request-id'),
          });
      }
    }
  });

  it('that a protected path does not have are 401 without credentials, as its other methods', async () => {
    for (const { path, methods } of paths)
      for (const method of candidates.filter((candidate) => candidate !== 'HEAD')) {
        if (methods.includes(method) && isPublic(path)) continue;
        const { status, headers } = await send(api, method, path);
        expect([method, path, status]).toEqual([method, path, isPublic(path) ? 405 : 401]);
        expect(headers.has('allow')).toBe(isPublic(path));
      }
  });

  it('that a path does not have are the same for a role that may not use the path', async () => {
    const { status, headers } = await api.viewer(456).send('PATCH', '/apikeys');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('that a page does not have are 405', async () => {
    for (const path of ['/', '/docs', '/docs/guide.css', '/guides/tour', '/openapi.json'])
      for (const method of ['POST', 'DELETE', 'OPTIONS']) {
        const { status, headers, text } = await send(api, method, path);
        expect([path, status, JSON.parse(text).code]).toEqual([path, 405, 'method_not_allowed']);
        expect(headers.get('allow')).toBe('GET, HEAD');
      }
  });

  it('include HEAD wherever there is GET, with the headers of GET and no body', async () => {
    for (const path of [
      '/organizations/456',
      '/domains',
      '/lookups',
      '/health/live',
      '/docs',
      '/openapi.json',
    ]) {
      const [get, head] = [
        await send(api, 'GET', path, authorization),
        await send(api, 'HEAD', path, authorization),
      ];
      expect([path, head.status, head.text]).toEqual([path, 200, '']);
      for (const name of ['content-type', 'content-length', 'etag'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, get.headers.get(name)]);
    }
  });

  it('that no path has are 501, for paths that do not exist too', async () => {
    for (const method of ['FOO', 'PROPFIND', 'get', 'GETX', 'DESCRIBE', 'M-SEARCH'])
      for (const path of ['/health/live', '/domains', '/nowhere']) {
        const { status, headers, text } = await send(api, method, path);
        expect([method, path, status]).toEqual([method, path, 501]);
        expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(JSON.parse(text)).toEqual({
          success: false,
          statusCode: 501,
          error: 'Not Implemented',
          code: 'method_not_implemented',
          message: 'No path has this method',
          requestId: headers.get('x-request-id'),
        });
      }
  });

  it('do not include CONNECT', async () => {
    const answer = await sendRaw(
      api.url,
      'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\nX-Request-Id: mine\r\n\r\n',
    );
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([501, 'method_not_implemented']);
    expect(answer.headers.get('x-request-id')).toBe('mine');
  });

  it('do not let a CONNECT end the process or keep its connection open', async () => {
    const { port } = new URL(api.url);
    const request = 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n';
    for (let count = 0; count < 20; count++) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(request);
      socket.resetAndDestroy();
    }
    const open = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    open.on('error', () => undefined);
    open.write(`${request}and something else`);
    open.resume();
    await until(async () => (await connections(api)) === 0);
    open.destroy();
    expect((await api.anonymous.get('/health/live')).status).toBe(200);
  });

  it('that a path does not have count for the rate limit', async () => {
    const { headers } = await api.admin.send('PATCH', '/domains');
    expect(headers.get('ratelimit')).toMatch(/^"principal";r=\d+/);
  });
});

describe('OPTIONS', () => {
  const api = useApi({ corsOrigins: ['https://console.example.com'] });

  it('asks for the permissions of a browser if the service allows its origin', async () => {
    const preflight = 'Origin: https://console.example.com\r\nAccess-Control-Request-Method: PUT\r\n';
    const { status, headers } = await send(api, 'OPTIONS', '/domains/x', preflight);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toContain('PUT');
  });
});
