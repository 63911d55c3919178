import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { Test } from '@nestjs/testing';
import jsonwebtoken from 'jsonwebtoken';
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACCESS, type Access } from '../../../src/auth/access.js';
import { AppModule } from '../../../src/app.module.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { errorsOfRoute } from '../../../src/errors/route-errors.js';
import { bearer, JWT_SECRET, TestApi, useApi, useSecondInstance } from '../../support/app.js';

/** A token with any bytes as its claims. */
function signBytes(claims: Buffer): string {
  const signed = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${claims.toString('base64url')}`;
  return `Bearer ${signed}.${createHmac('sha256', JWT_SECRET).update(signed).digest('base64url')}`;
}

describe('tokens', () => {
  const api = useApi();
  const statusOf = async (authorization: string): Promise<number> =>
    (await api.as(authorization).get('/organizations')).status;
  const sign = (
    claims: object,
    options: jsonwebtoken.SignOptions = {},
    secret: jsonwebtoken.Secret = JWT_SECRET,
  ): string => `Bearer ${jsonwebtoken.sign(claims, secret, options)}`;

  const good = { sub: 'someone', role: 'viewer', org: 'org_456' };
  const soon = { expiresIn: 60 };

  it('are accepted with valid claims, in both forms of the organization id', async () => {
    for (const org of ['org_456', '456', 456]) expect(await statusOf(sign({ ...good, org }, soon))).toBe(200);
    expect(await statusOf(sign({ sub: 'op', role: 'admin' }, soon))).toBe(200);
    expect(await statusOf(sign({ sub: 'op', role: 'admin', org: 'org_1' }, soon))).toBe(200);
    expect(await statusOf(signBytes(Buffer.from('{"sub":"Müller","role":"admin","exp":4000000000}')))).toBe(
      200,
    );
  });

  it.each([
    ['without exp', sign(good)],
    ['expired', sign(good, { expiresIn: -1 })],
    ['not valid yet', sign(good, { ...soon, notBefore: 60 })],
    ['without sub', sign({ ...good, sub: undefined }, soon)],
    ['of a sub that no history could hold', sign({ ...good, sub: 'x'.repeat(256) }, soon)],
    [
      'of a sub that is not UTF-8',
      signBytes(Buffer.from('{"sub":"M\xfcller","role":"admin","exp":4000000000}', 'latin1')),
    ],
    ['of a sub with U+0000', sign({ ...good, sub: 'some\0one' }, soon)],
    ['without role', sign({ ...good, role: undefined }, soon)],
    ['of an unknown role', sign({ ...good, role: 'root' }, soon)],
    ['of several roles', sign({ ...good, role: ['admin'] }, soon)],
    ['of a manager without org', sign({ ...good, role: 'manager', org: undefined }, soon)],
    ['of a viewer without org', sign({ ...good, org: undefined }, soon)],
    ['of a viewer with org null', sign({ ...good, org: null }, soon)],
    ['of no organization', sign({ ...good, org: 'org_31337' }, soon)],
    ['of a malformed organization', sign({ ...good, org: 'company' }, soon)],
    ['of another secret', sign(good, soon, 'some other secret that is long enough')],
    ['of another algorithm', sign(good, { ...soon, algorithm: 'HS512' })],
    ['of no algorithm', sign(good, { ...soon, algorithm: 'none' }, '')],
    ...[['exp2'], ['b64'], [], 'exp', null].map((crit): [string, string] => [
      `with the extension crit ${JSON.stringify(crit)}`,
      sign(good, { ...soon, header: { alg: 'HS256', crit } as unknown as jsonwebtoken.JwtHeader }),
    ]),
    ['that expires after the year 9999', sign({ ...good, exp: Date.now() })],
    ['that is none', 'Bearer a.b.c'],
    ['followed by something else', `${sign(good, soon)} junk`],
    ['after a tab', sign(good, soon).replace(' ', '\t')],
    ['before a tab and something else', `${sign(good, soon)}\tjunk`],
    ['without a space', sign(good, soon).replace(' ', '')],
    ['after another character', sign(good, soon).replace(' ', '=')],
    ['of another scheme', sign(good, soon).replace('Bearer', 'Basic')],
    ['that is empty', 'Bearer '],
  ])('are refused %s', async (_, authorization) => {
    const { status, body, headers } = await api.as(authorization).get('/organizations');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('tokens of organizations', () => {
  const api = useApi();
  const elsewhere = useSecondInstance(api);

  it('follow the organization’s current status on every instance', async () => {
    const [top, below] = (await api.createChain(2)) as [number, number];
    const statuses = async (): Promise<number[]> =>
      Promise.all(
        [api, elsewhere].map(
          async (at) => (await at.manager(below).patch(`/organizations/${below}`, { name: 'z' })).status,
        ),
      );
    expect(await statuses()).toEqual([200, 200]);
    await elsewhere.admin.patch(`/organizations/${top}`, { status: { id: 1 } });
    expect(await statuses()).toEqual([403, 403]);
    expect((await api.viewer(below).get('/organizations/my')).body.data).toMatchObject({
      status: { id: 0 },
      effective_status: { id: 1 },
    });
    await api.admin.patch(`/organizations/${top}`, { status: { id: 0 } });
    expect(await statuses()).toEqual([200, 200]);
    await elsewhere.admin.delete(`/organizations/${top}?force=true`);
    expect(await statuses()).toEqual([401, 401]);
    await api.admin.post(`/organizations/${top}/restore`);
    expect(await statuses()).toEqual([200, 200]);
    await elsewhere.admin.put(`/organizations/${below}/parent`, { parent: { id: 789 } });
    expect((await api.manager(top).get(`/organizations/${below}`)).status).toBe(404);
    expect((await api.manager(789).get(`/organizations/${below}`)).status).toBe(200);
  });

  it('of a suspended tenant cannot lift its suspension', async () => {
    const [top, below] = (await api.createChain(2)) as [number, number];
    await api.admin.patch(`/organizations/${top}`, { status: { id: 1 } });
    for (const manager of [api.manager(top), api.manager(below)])
      for (const id of [top, below]) {
        const { status } = await manager.patch(`/organizations/${id}`, { status: { id: 0 } });
        expect([403, 404]).toContain(status);
      }
    expect((await api.admin.get(`/organizations/${below}`)).body.data.effective_status.id).toBe(1);
  });
});

describe('concurrent callers', () => {
  const api = useApi();

  it('each act as themselves', async () => {
    const ids = [1, 12, 456, 789, 999];
    const keys = await Promise.all(
      ids.map(async (id) => {
        const { body } = await api.admin.post('/apikeys', { name: 'x', role: 'viewer', orgId: `org_${id}` });
        return `Bearer ${body.data.secret as string}`;
      }),
    );
    const asked = Array.from({ length: 200 }, (_, n) => n % (2 * ids.length));
    const answered = await Promise.all(
      asked.map(async (n) => {
        const caller = n < ids.length ? api.viewer(ids[n]!) : api.as(keys[n - ids.length]);
        return (await caller.get('/organizations/my')).body.data.id as number;
      }),
    );
    expect(answered).toEqual(asked.map((n) => ids[n % ids.length]));
  });
});

describe('tokens with issuer and audience', () => {
  const api = useApi({ jwtIssuer: 'https://id.example.com', jwtAudience: 'organizations' });

  it('must have the configured issuer and audience', async () => {
    const statusOf = async (claims: object): Promise<number> =>
      (await api.as(bearer({ role: 'admin', ...claims })).get('/organizations')).status;
    expect(await statusOf({ iss: 'https://id.example.com', aud: 'organizations' })).toBe(200);
    expect(await statusOf({ iss: 'https://id.example.com', aud: 'other' })).toBe(401);
    expect(await statusOf({ iss: 'https://other.example.com', aud: 'organizations' })).toBe(401);
    expect(await statusOf({})).toBe(401);
  });
});

describe('tokens signed with a key of the JWKS', () => {
  const api = new TestApi();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let jwks: Server;

  beforeAll(async () => {
    const keys = [
      { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256', use: 'sig' },
      { ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256', use: 'sig' },
    ];
    jwks = createServer((_, response) => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys }));
    });
    await new Promise<void>((done) => jwks.listen(0, '127.0.0.1', done));
    const jwksUri = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks.json`;
    await api.start({ jwksUri, jwtSecret: undefined });
  });

  afterAll(async () => {
    await api.stop();
    jwks.close();
  });

  const statusOf = async (
    key: KeyObject | string,
    algorithm: jsonwebtoken.Algorithm,
    kid: string,
    header: object = {},
  ): Promise<number> => {
    const token = jsonwebtoken.sign({ sub: 'op', role: 'admin' }, key, {
      algorithm,
      keyid: kid,
      expiresIn: 60,
      header: { alg: algorithm, ...header },
    });
    return (await api.as(`Bearer ${token}`).get('/organizations')).status;
  };

  it('are accepted if they use RS256 or ES256', async () => {
    expect(await statusOf(rsa.privateKey, 'RS256', 'rsa')).toBe(200);
    expect(await statusOf(ec.privateKey, 'ES256', 'ec')).toBe(200);
  });

  it.each([[['exp2']], [['b64']], [[]]])('are refused with the extension crit %j', async (crit) => {
    expect(await statusOf(rsa.privateKey, 'RS256', 'rsa', { crit })).toBe(401);
    expect(await statusOf(ec.privateKey, 'ES256', 'ec', { crit, b64: false })).toBe(401);
  });

  it('are answered with 503 while the JWKS is unavailable', async () => {
    const outage = new TestApi();
    await outage.start({ jwksUri: 'http://127.0.0.1:9/jwks.json', jwtSecret: undefined });
    const token = jsonwebtoken.sign({ sub: 'op', role: 'admin' }, rsa.privateKey, {
      algorithm: 'RS256',
      keyid: 'rsa',
      expiresIn: 60,
    });
    const answer = await outage.as(`Bearer ${token}`).get('/organizations');
    expect([answer.status, answer.body.code]).toEqual([503, 'service_unavailable']);
    expect((await outage.as('Bearer a.b.c').get('/organizations')).status).toBe(401);
    await outage.stop();
  });

  it('are refused with an unknown key, another algorithm, or a public key as the secret', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await statusOf(other.privateKey, 'RS256', 'rsa')).toBe(401);
    expect(await statusOf(rsa.privateKey, 'RS256', 'unknown')).toBe(401);
    expect(await statusOf(rsa.privateKey, 'RS512', 'rsa')).toBe(401);
    expect(
      await statusOf(rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string, 'HS256', 'rsa'),
    ).toBe(401);
    expect(await statusOf(JWT_SECRET, 'HS256', 'rsa')).toBe(401);
  });
});

@Controller('undeclared')
class UndeclaredController {
  @Get()
  read(): string {
    return 'open';
  }
}

describe('routes', () => {
  const api = useApi();

  it('declare their access level and their errors', () => {
    const reflector = new Reflector();
    const controllers = [...api.app.get(ModulesContainer).values()].flatMap((module) => [
      ...module.controllers.values(),
    ]);
    const guardErrors = [
      'unauthenticated',
      'insufficient_permissions',
      'rate_limited',
      'service_unavailable',
    ];
    const undeclared: string[] = [];
    let routes = 0;
    for (const { instance, metatype } of controllers) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (reflector.get<unknown>(PATH_METADATA, handler) === undefined) continue;
        routes++;
        const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [
          handler,
          metatype as () => unknown,
        ]);
        const codes = errorsOfRoute(metatype as Type, name, false).map(({ code }) => code);
        const declares = access?.level === 'public' || guardErrors.every((code) => codes.includes(code));
        if (!access || !declares || codes.includes('organization_suspended') !== access.writes)
          undeclared.push(name);
      }
    }
    expect(undeclared).toEqual([]);
    expect(routes).toBeGreaterThanOrEqual(45);
  });

  it('are closed to a SIP proxy except for routing', async () => {
    for (const path of [
      '/organizations',
      '/organizations/my',
      '/organizations/1/tree',
      '/lookups',
      '/domains',
      '/orgips/index',
    ])
      expect((await api.edge.get(path)).status).toBe(403);
  });

  it('refuse every write by a viewer', async () => {
    const viewer = api.viewer(456);
    for (const answer of [
      await viewer.post('/organizations', {}),
      await viewer.patch('/organizations/456', {}),
      await viewer.delete('/organizations/456'),
      await viewer.put('/organizations/456/parent', {}),
      await viewer.post('/organizations/456/contacts', {}),
      await viewer.put('/domains/dom_123', {}),
      await viewer.put('/orgips/ip_001', {}),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_permissions']);
  });

  it('are closed if they declare no access', async () => {
    const module = await Test.createTestingModule({
      imports: [
        AppModule.with(readEnvironment({ DATABASE_URL: api.database.url, LOG_LEVEL: 'silent', JWT_SECRET })),
      ],
      controllers: [UndeclaredController],
    }).compile();
    const app: INestApplication = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    for (const headers of [undefined, { Authorization: bearer({ role: 'admin' }) }]) {
      const response = await fetch(`${await app.getUrl()}/undeclared`, { headers });
      expect(response.status).toBe(403);
    }
    await app.close();
  });
});
