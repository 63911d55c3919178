import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { nginxIn } from '../../support/nginx.js';
import { block } from '../../support/operations-guide.js';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import { account, Service } from './service.js';

const BIN = process.env.POSTGRES_BIN ?? '/usr/lib/postgresql/15/bin';
const DATABASE = 'organizations';
const PASSWORD = 'only-for-the-scale-test';
export const JWT_SECRET = 'only for the scale test and of no use anywhere else';
/** How many instances of each kind there are. */
const INSTANCES = { api: 3, routing: 2 };

/** The program of each kind of instance, as the manifests in deploy/ run them. */
const programs = {
  api: { main: 'dist/src/main.js', env: { ROUTING_INDEX: 'off' } },
  routing: { main: 'dist/src/routing/main.js', env: { ROUTING_INDEX: 'on' } },
};
type InstanceKind = keyof typeof programs;

/**
 * PostgreSQL with a streaming standby, PgBouncer, instances for the API and for routing, and nginx, all on this machine.
 */
export class Platform {
  readonly folder = mkdtempSync(join(tmpdir(), 'organizations-scale-'));
  primary: Service;
  standby: Service;
  bouncer: Service;
  nginx: Service;
  instances: Record<InstanceKind, Service[]>;
  /** Where each routing instance answers without nginx. */
  routingUrls: string[];
  /** In the order in which they need each other. */
  private readonly services: Service[] = [];
  private ports: Record<'primary' | 'standby' | 'bouncer' | 'nginx', number>;

  get url(): string {
    return `http://127.0.0.1:${this.ports.nginx}`;
  }

  /** A database as one of its logins has it: directly, or by PgBouncer. */
  databaseUrl(server: 'primary' | 'standby' | 'bouncer', login: string, database = DATABASE): string {
    return `postgres://${login}:${PASSWORD}@127.0.0.1:${this.ports[server]}/${database}`;
  }

  async query<T extends pg.QueryResultRow>(server: 'primary' | 'standby', sql: string): Promise<T[]> {
    const client = new pg.Client({
      connectionString: this.databaseUrl(server, 'postgres'),
      connectionTimeoutMillis: 500,
      query_timeout: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async start(): Promise<void> {
    this.own(this.folder);
    const [primary, standby, bouncer, nginx, ...others] = await freePorts(
      4 + INSTANCES.api + INSTANCES.routing,
    );
    const instances = { api: others.slice(0, INSTANCES.api), routing: others.slice(INSTANCES.api) };
    this.routingUrls = instances.routing.map(localUrl);
    this.ports = { primary: primary!, standby: standby!, bouncer: bouncer!, nginx: nginx! };
    await this.startPrimary();
    await this.startStandby();
    await this.startBouncer();
    await this.migrate();
    this.instances = {
      api: await this.startInstances('api', instances.api),
      routing: await this.startInstances('routing', instances.routing),
    };
    await this.startNginx(instances);
  }

  async stop({ keepLogs }: { keepLogs: boolean }): Promise<void> {
    for (const service of this.services.reverse()) await service.stop();
    if (keepLogs) console.log(`the logs are in ${this.folder}`);
    else rmSync(this.folder, { recursive: true, force: true });
  }

  /** PgBouncer hands everything to the other server from now on. */
  repoint(server: 'primary' | 'standby'): void {
    const bouncer = [
      '[databases]',
      `${DATABASE} = host=127.0.0.1 port=${this.ports[server]}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${this.ports.bouncer}`,
      'unix_socket_dir =',
      block('pgbouncer'),
      'default_pool_size = 20',
      'max_client_conn = 200',
      'auth_type = scram-sha-256',
      `auth_file = ${join(this.folder, 'users')}`,
      'server_connect_timeout = 2',
    ];
    this.write('pgbouncer.ini', bouncer.join('\n'));
  }

  private async startPrimary(): Promise<void> {
    const data = join(this.folder, 'primary');
    this.write('password', PASSWORD);
    this.run(`${BIN}/initdb`, [
      ...['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(this.folder, 'password')}`],
      ...['--encoding=UTF8', '--locale=C', '--no-sync'],
    ]);
    this.primary = this.postgres('primary', data);
    await this.launch(this.primary);
    const administrator = new pg.Client(this.databaseUrl('primary', 'postgres', 'postgres'));
    await administrator.connect();
    for (const statement of [
      `create role replicator login replication password '${PASSWORD}'`,
      `create role organizations_owner login createrole password '${PASSWORD}'`,
      'create role organizations_app nologin',
      'create role organizations_platform nologin in role organizations_app',
      'grant organizations_platform to organizations_owner',
      block('login').replace('…', PASSWORD),
      `create database ${DATABASE} owner organizations_owner`,
    ])
      await administrator.query(statement);
    await administrator.end();
    await this.query('primary', 'create extension pg_stat_statements');
  }

  private async startStandby(): Promise<void> {
    const data = join(this.folder, 'standby');
    this.run(`${BIN}/pg_basebackup`, [
      ...['-D', data, '-R', '-X', 'stream', '-C', '-S', 'standby', '-c', 'fast'],
      ...['-d', this.databaseUrl('primary', 'replicator', 'postgres')],
    ]);
    this.standby = this.postgres('standby', data);
    await this.launch(this.standby);
  }

  private postgres(name: 'primary' | 'standby', data: string): Service {
    const settings = [
      ...[`port=${this.ports[name]}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='],
      ...[`cluster_name=${name}`, 'shared_preload_libraries=pg_stat_statements', 'hot_standby_feedback=on'],
      ...['shared_buffers=64MB', 'max_connections=120', 'synchronous_commit=on', 'wal_sender_timeout=5s'],
    ];
    return new Service(name, {
      command: [`${BIN}/postgres`, '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      log: join(this.folder, `${name}.log`),
      ready: () => connects(this.databaseUrl(name, 'postgres', 'postgres')),
    });
  }

  private async startBouncer(): Promise<void> {
    const logins = ['organizations_owner', 'organizations_api', 'postgres'];
    this.write('users', logins.map((login) => `"${login}" "${PASSWORD}"\n`).join(''));
    this.repoint('primary');
    this.bouncer = new Service('PgBouncer', {
      command: ['/usr/sbin/pgbouncer', join(this.folder, 'pgbouncer.ini')],
      log: join(this.folder, 'pgbouncer.log'),
      ready: () => connects(this.databaseUrl('bouncer', 'postgres')),
    });
    await this.launch(this.bouncer);
  }

  /** Through PgBouncer, and twice at once: what one does, the other waits for. */
  private async migrate(): Promise<void> {
    const env = { PATH: process.env.PATH!, DATABASE_URL: this.databaseUrl('bouncer', 'organizations_owner') };
    const migration = () =>
      promisify(execFile)(process.execPath, [resolve('dist/src/cli/migrate.js')], { env });
    await Promise.all([migration(), migration()]);
  }

  private async startInstances(kind: InstanceKind, ports: number[]): Promise<Service[]> {
    const { main, env } = programs[kind];
    const instances = ports.map(
      (port, number) =>
        new Service(`${kind} instance ${number + 1}`, {
          command: [process.execPath, resolve(main)],
          log: join(this.folder, `${kind}-${number + 1}.log`),
          env: {
            ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
            ...{ JWT_SECRET, RATE_LIMIT_PER_MINUTE: '1000000', MIGRATE_ON_START: 'false' },
            DATABASE_URL: this.databaseUrl('bouncer', 'organizations_api'),
            DATABASE_REPLICA_URLS: this.databaseUrl('standby', 'organizations_api'),
            ...env,
          },
          own: true,
          ready: () => answers(`${localUrl(port)}/health/ready`),
        }),
    );
    await Promise.all(instances.map((instance) => this.launch(instance)));
    return instances;
  }

  private async startNginx(instances: Record<InstanceKind, number[]>): Promise<void> {
    const { configuration, command, log } = nginxIn(
      this.folder,
      `
        ${upstream('api', instances.api)}
        ${upstream('routing', instances.routing)}
        server {
          listen 127.0.0.1:${this.ports.nginx};
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_connect_timeout 1s;
          proxy_next_upstream error timeout;
          location / { proxy_pass http://api; }
          location /routing/ { proxy_pass http://routing; }
        }`,
    );
    this.write('nginx.conf', configuration);
    this.nginx = new Service('nginx', {
      command,
      log,
      ready: () => answers(`${this.url}/health/live`),
    });
    await this.launch(this.nginx);
  }

  private async launch(service: Service): Promise<void> {
    this.services.push(service);
    await service.start();
  }

  private run(command: string, parameters: string[]): void {
    execFileSync(command, parameters, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
  }

  private write(name: string, text: string): void {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    this.own(path);
  }

  private own(path: string): void {
    if (account.uid !== undefined) chownSync(path, account.uid, account.gid);
  }
}

function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** nginx passes a request on to another instance when one is gone, and comes back to that one after a second. */
function upstream(kind: InstanceKind, ports: number[]): string {
  const servers = ports.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`);
  return `upstream ${kind} { ${servers.join(' ')} keepalive 32; }`;
}

async function connects(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 500 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

async function answers(url: string): Promise<void> {
  const { ok } = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  if (!ok) throw new Error(`${url} is not ready`);
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
