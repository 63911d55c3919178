import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { account } from '../scale/service.js';
import { freePort } from '../../../tools/dev-postgres/free-port.js';

export const BIN = process.env.POSTGRES_BIN ?? '/usr/lib/postgresql/15/bin';
export const DATABASE = 'organizations';
export const PASSWORD = 'only-for-the-backup-test';

/** A server of PostgreSQL with its data below a folder. */
export class Cluster {
  private constructor(
    readonly data: string,
    readonly port: number,
  ) {}

  /** A place for a server, with nothing there yet. */
  static async at(data: string): Promise<Cluster> {
    return new Cluster(data, await freePort());
  }

  /** Makes an empty one, with what is to be in its configuration. */
  create(settings = ''): void {
    this.run('initdb', [
      ...['-D', this.data, '-U', 'postgres', '-A', 'trust'],
      ...['--encoding=UTF8', '--locale=C', '--no-sync'],
    ]);
    const local = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n";
    appendFileSync(join(this.data, 'postgresql.conf'), local + settings);
  }

  start(): void {
    this.run('pg_ctl', ['start', '--silent', '--wait', '-D', this.data, `--log=${this.data}.log`]);
  }

  stop(): void {
    if (existsSync(join(this.data, 'postmaster.pid')))
      this.run('pg_ctl', ['stop', '--silent', '-D', this.data, '--mode=fast']);
  }

  /** Sees to it that all of its log up to now is in the archive. */
  async archiveAll(): Promise<void> {
    const [log] = await this.query<{ last: string }>(`select pg_walfile_name(pg_switch_wal()) as last`);
    const done = async (): Promise<boolean> => {
      const [archiver] = await this.query<{ last: string }>(
        'select last_archived_wal as last from pg_stat_archiver',
      );
      return archiver!.last >= log!.last;
    };
    for (let tries = 0; !(await done()); tries++) {
      if (tries === 100) throw new Error('the log is not archived');
      await sleep(100);
    }
  }

  /** Says to PostgreSQL's programs which server is meant, and to the server which port is its. */
  get variables(): Record<string, string> {
    return { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: 'postgres', PGDATA: this.data };
  }

  url(login: string): string {
    return `postgres://${login}:${PASSWORD}@127.0.0.1:${this.port}/${DATABASE}`;
  }

  /** As the superuser, or with the rights of a role. */
  async query<Row extends pg.QueryResultRow>(
    sql: string,
    { database = DATABASE, role = 'postgres' } = {},
  ): Promise<Row[]> {
    const options = `-c role=${role}`;
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: 'postgres', database, options });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Runs a program of PostgreSQL's for this server, and answers what it has said. */
  run(program: string, parameters: string[], variables: Record<string, string> = {}): string {
    return execFileSync(join(BIN, program), parameters, {
      ...account,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C', ...this.variables, ...variables },
      encoding: 'utf8',
      maxBuffer: 100_000_000,
      // A server that is started keeps what it inherits.
      stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', 'inherit'],
    });
  }
}

/** A folder that belongs to whom PostgreSQL runs as. */
export function ownFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid);
  return path;
}
