import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { Child } from '../../support/child.js';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import { Postgres } from '../../support/postgres.js';
import { Api, JWT_SECRET } from './api.js';

const MAIN = fileURLToPath(new URL('../../../src/main.js', import.meta.url));
const DATABASE = 'organizations';
const DB_PASSWORD = 'only-for-the-kamailio-test';

export interface Proxy {
  name: 'http' | 'open' | 'sql';
  port: number;
  /** Where `kamcmd` reaches it. */
  socket: string;
}

/** PostgreSQL, two instances of the API, the proxies, and who takes the calls that are let through; all on this machine. */
export class Platform {
  readonly folder = mkdtempSync(join(tmpdir(), 'organizations-kamailio-'));
  /** Where changes are made. */
  first: Api;
  /** What the proxies ask. */
  second: Api;
  readonly instances: Child[] = [];
  private readonly children: Child[] = [];
  private postgres?: Postgres;
  private nextHop: string;

  async start(): Promise<void> {
    this.postgres = await Postgres.create();
    // An owner who is no superuser, as docs/operations.md has it: row-level security holds for what the views show.
    for (const statement of [
      `create role organizations_owner login createrole password '${DB_PASSWORD}'`,
      'create role organizations_app nologin',
      'create role organizations_platform nologin in role organizations_app',
      'grant organizations_platform to organizations_owner',
      `create database ${DATABASE} owner organizations_owner`,
    ])
      await this.query(statement, this.postgres.url);
    this.first = new Api(await this.startInstance('first'));
    this.second = new Api(await this.startInstance('second'));
    await this.startNextHop();
  }

  /** As the guide has it. */
  async makeLogin(): Promise<void> {
    await this.query(`create role kamailio login password '${DB_PASSWORD}' in role organizations_kamailio`);
    await this.query(`alter role kamailio set search_path = kamailio`);
  }

  databaseUrl(login: 'organizations_owner' | 'kamailio'): string {
    return `postgres://${login}:${DB_PASSWORD}@${new URL(this.postgres!.url).host}/${DATABASE}`;
  }

  async query<Row extends pg.QueryResultRow>(
    sql: string,
    url = this.databaseUrl('organizations_owner'),
  ): Promise<Row[]> {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** `way`: the folder of its configuration. */
  async startProxy(
    name: Proxy['name'],
    way: 'http' | 'sql',
    env: Record<string, string>,
    parameters: string[] = [],
  ): Promise<Proxy> {
    const port = await freePort();
    const run = join(this.folder, name);
    mkdirSync(run);
    const socket = `unix:${join(run, 'kamailio_ctl')}`;
    const child = await Child.start({
      command: [
        'kamailio',
        ...['-DD', '-E', '-m', '64', '-M', '16', '-Y', run, '-w', run],
        ...['-f', resolve('integrations/kamailio', way, 'kamailio.cfg'), ...parameters],
      ],
      log: join(this.folder, `${name}.log`),
      env: { SIP_LISTEN: `127.0.0.1:${port}`, SIP_WORKERS: '4', NEXT_HOP: this.nextHop, ...env },
      ready: () => this.rpc({ socket }, 'core.uptime'),
    });
    this.children.push(child);
    return { name, port, socket };
  }

  async rpc({ socket }: Pick<Proxy, 'socket'>, ...command: string[]): Promise<string> {
    return (await promisify(execFile)('kamcmd', ['-s', socket, ...command])).stdout;
  }

  async restartDatabase(): Promise<void> {
    await this.postgres!.stop('SIGINT');
    await this.postgres!.start();
  }

  async stopDatabase(): Promise<void> {
    await this.postgres!.stop('SIGINT');
  }

  async stop({ keepLogs }: { keepLogs: boolean }): Promise<void> {
    await Promise.all(this.children.map((child) => child.end()));
    await this.postgres?.remove();
    if (keepLogs) console.log(`the logs are in ${this.folder}`);
    else rmSync(this.folder, { recursive: true, force: true });
  }

  private async startInstance(name: string): Promise<string> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const instance = await Child.start({
      command: [process.execPath, MAIN],
      log: join(this.folder, `${name}.log`),
      env: {
        ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'warn', JWT_SECRET },
        ...{
          DATABASE_URL: this.databaseUrl('organizations_owner'),
          SEED_DEMO: 'false',
          DATA_DIR: join(this.folder, name),
        },
        ...{ ALLOW_LOOPBACK_IPS: 'true', RATE_LIMIT_PER_MINUTE: '0', IN_USE_WINDOW_SECONDS: '0' },
      },
      ready: async () => {
        if (!(await fetch(`${url}/health/ready`)).ok) throw new Error('not ready');
      },
    });
    this.instances.push(instance);
    this.children.push(instance);
    return url;
  }

  /** Answers every call. */
  private async startNextHop(): Promise<void> {
    const port = await freePort();
    this.nextHop = `sip:127.0.0.1:${port}`;
    this.children.push(
      await Child.start({
        command: [
          'sipp',
          '-sf',
          resolve('test/systems/kamailio/answer.xml'),
          '-i',
          '127.0.0.1',
          '-p',
          `${port}`,
          '-nostdin',
        ],
        log: '/dev/null',
        ready: () => undefined,
      }),
    );
  }
}
