import 'reflect-metadata';
import { afterAll, beforeAll } from '@jest/globals';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import jsonwebtoken from 'jsonwebtoken';
import { AppModule } from '../../src/app.module.js';
import { createApp } from '../../src/app.js';
import { readEnvironment, type Environment } from '../../src/config/environment.js';
import { createOpenApiDocument } from '../../src/openapi/document.js';
import { Conformance } from './conformance.js';
import { createDatabase, type TestDatabase } from './database.js';

export const JWT_SECRET = 'a secret for the tests and nothing but the tests';

export interface Answer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- responses have many shapes
  body: any;
  headers: Headers;
}

/** Sends requests as one caller, and checks every response against the OpenAPI document. */
export class Caller {
  constructor(
    private readonly api: TestApi,
    private readonly authorization?: string,
  ) {}

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** An object as `body` is sent as JSON, a string as it is. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.api.url + path, {
      method,
      headers: {
        ...(this.authorization !== undefined && { Authorization: this.authorization }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    };
    this.api.conformance.check(method, path, answer.status, answer.body);
    return answer;
  }
}

/** A running application on a database of its own. */
export class TestApi {
  app: NestExpressApplication;
  url: string;
  database: TestDatabase;
  conformance: Conformance;

  /** `module`: what the application serves; by default everything. */
  async start(
    overrides: Partial<Environment> = {},
    database?: TestDatabase,
    module: { with(environment: Environment): DynamicModule } = AppModule,
  ): Promise<this> {
    this.database = database ?? (await createDatabase());
    const environment = readEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '1000000',
    });
    Object.assign(environment, { databaseUrl: this.database.url, jwtSecret: JWT_SECRET, ...overrides });
    this.app = await createApp(environment, module.with(environment));
    await this.app.listen(environment.port, environment.host);
    this.url = await this.app.getUrl();
    this.conformance = new Conformance(createOpenApiDocument(this.app));
    return this;
  }

  async stop(): Promise<void> {
    // `fetch` keeps its connections open, and the server would wait for them.
    this.app.getHttpServer().closeAllConnections();
    await this.app.close();
    await this.database.drop();
  }

  as(authorization: string | undefined): Caller {
    return new Caller(this, authorization);
  }

  get anonymous(): Caller {
    return this.as(undefined);
  }

  readonly adminAuthorization = bearer({ role: 'admin' });

  get admin(): Caller {
    return this.as(this.adminAuthorization);
  }

  get edge(): Caller {
    return this.as(bearer({ role: 'edge' }));
  }

  get rating(): Caller {
    return this.as(bearer({ role: 'rating' }));
  }

  manager(organizationId: number): Caller {
    return this.as(bearer({ role: 'manager', org: `org_${organizationId}` }));
  }

  viewer(organizationId: number): Caller {
    return this.as(bearer({ role: 'viewer', org: `org_${organizationId}` }));
  }

  /** Creates an organization, by default below the root of the demo data. */
  async createOrganization({
    parent = 1,
    ...fields
  }: Record<string, unknown> & { parent?: number | null } = {}): Promise<number> {
    const { status, body } = await this.admin.post('/organizations', {
      name: 'An organization',
      type: { id: 4 },
      country: { id: 74 },
      relation: parent === null ? null : { parent: { id: parent } },
      ...fields,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.data.id as number;
  }

  /** Creates a chain of organizations, each below the one before. */
  async createChain(length: number, top: number | null = 1): Promise<number[]> {
    const chain: number[] = [];
    for (let parent = top; chain.length < length; parent = chain.at(-1)!)
      chain.push(await this.createOrganization({ parent }));
    return chain;
  }

  async createDomain(organizationId: number, fields: Record<string, unknown> = {}): Promise<string> {
    const number = ++this.made;
    const { status, body } = await this.admin.post(`/domains/made-${number}`, {
      domain: `made-${number}.example.org`,
      orgId: `org_${organizationId}`,
      ...fields,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.data.id as string;
  }

  async createIp(
    organizationId: number,
    ipAddress: string,
    cidr: number,
    fields: Record<string, unknown> = {},
  ): Promise<string> {
    const { status, body } = await this.admin.post(`/orgips/org_${organizationId}`, {
      orgId: `org_${organizationId}`,
      ipAddress,
      cidr,
      ...fields,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.data.id as string;
  }

  private made = 0;
}

/** Runs the application during a test file or a `describe`. */
export function useApi(overrides: Partial<Environment> = {}): TestApi {
  const api = new TestApi();
  beforeAll(() => api.start(overrides));
  afterAll(() => api.stop());
  return api;
}

/** Runs another instance on the database of the first. */
export function useSecondInstance(
  first: TestApi,
  overrides: Partial<Environment> = {},
  module?: Parameters<TestApi['start']>[2],
): TestApi {
  const second = new TestApi();
  beforeAll(() => second.start(overrides, first.database, module));
  // It stops before the first, which drops the database.
  const stop = first.stop.bind(first);
  first.stop = async () => {
    await second.app.close();
    await stop();
  };
  return second;
}

export function bearer(
  claims: Record<string, unknown>,
  { secret = JWT_SECRET, expiresIn = 3600 } = {},
): string {
  return `Bearer ${jsonwebtoken.sign({ sub: 'tester', ...claims }, secret, { expiresIn })}`;
}

/** The fields that an error names. */
export function faultyFields({ body }: Answer): string[] {
  return ((body.details ?? []) as { field: string }[]).map(({ field }) => field).sort();
}

/** `done`, or the code of the error. */
export const outcomeOf = ({ status, body }: Answer): string =>
  status < 300 ? 'done' : (body.code as string);

/** Counts the responses by outcome. */
export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of answers.map(outcomeOf)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
