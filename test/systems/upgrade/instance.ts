import jsonwebtoken from 'jsonwebtoken';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import type { Version } from './version.js';

const JWT_SECRET = 'only for the upgrade test and of no use anywhere else';
const START_TIMEOUT_MS = 30_000;

const sign = (claims: object): string =>
  `Bearer ${jsonwebtoken.sign(claims, JWT_SECRET, { expiresIn: '1h' })}`;
export const administrator = sign({ sub: 'administrator', role: 'admin' });
export const manager = sign({ sub: 'manager', role: 'manager', org: 'org_456' });
/** Of another organization, whose rights can be changed while the load goes on. */
export const neighbour = sign({ sub: 'neighbour', role: 'manager', org: 'org_789' });

export interface Answer {
  status: number;
  etag: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of several shapes
  data: any;
}

/** One instance of one version, on a database that is migrated for it. */
export class Instance {
  private constructor(
    readonly version: Version,
    private readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(version: Version, databaseUrl: string): Promise<Instance> {
    const port = await freePort();
    const child = spawn(process.execPath, [version.program('main')], {
      cwd: '/',
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
        ...{ DATABASE_URL: databaseUrl, MIGRATE_ON_START: 'false', JWT_SECRET, LOG_LEVEL: 'warn' },
        RATE_LIMIT_PER_MINUTE: '1000000',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const instance = new Instance(version, `http://127.0.0.1:${port}`, child);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await instance.isReady())) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`the ${version.name} version does not start`);
      await sleep(50);
    }
    return instance;
  }

  /** As a supervisor ends it; answers the exit code. */
  async end(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const ended = once(this.process, 'exit') as Promise<[number | null]>;
    this.process.kill('SIGTERM');
    return (await ended)[0];
  }

  async ask(
    authorization: string,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: authorization, 'Content-Type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const { data } = (await response.json()) as { data: unknown };
    return { status: response.status, etag: response.headers.get('etag') ?? '', data };
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
