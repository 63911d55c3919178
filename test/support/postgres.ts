import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateEmbeddedFiles, type EmbeddedFiles } from '../../tools/dev-postgres/embedded-files.js';
import { freePort } from '../../tools/dev-postgres/free-port.js';

const PASSWORD = 'a password for the tests';

/** A PostgreSQL server that a test can stop, crash and freeze. It comes back at the same address. */
export class Postgres {
  private server?: ChildProcess;

  private constructor(
    private readonly folder: string,
    private readonly files: EmbeddedFiles,
    private readonly port: number,
  ) {}

  /** Creates a server in a folder of its own. */
  static async create(): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'organizations-faults-'));
    const postgres = new Postgres(folder, await locateEmbeddedFiles(folder), await freePort());
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
    await postgres.own(passwordFile);
    const initdb = postgres.run(postgres.files.initdb, [
      ...['--pgdata', postgres.files.cluster, '--username=postgres', `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
    ]);
    const [code] = (await once(initdb, 'exit')) as [number];
    if (code !== 0) throw new Error(`initdb: ${code}`);
    await postgres.start();
    return postgres;
  }

  /**
   * Creates a streaming standby of `primary`. The primary is shut down for a moment and copied, because the embedded
   * PostgreSQL has no pg_basebackup.
   */
  static async standbyOf(primary: Postgres): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'organizations-standby-'));
    const standby = new Postgres(folder, await locateEmbeddedFiles(folder), await freePort());
    await primary.stop('SIGINT');
    execFileSync('cp', ['-a', `${primary.files.cluster}/.`, standby.files.cluster]);
    await primary.start();
    await standby.write('standby.signal', '');
    await standby.write('postgresql.auto.conf', `primary_conninfo = '${primary.url}'\n`);
    await standby.start();
    return standby;
  }

  get url(): string {
    return `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/postgres`;
  }

  /** Makes the user that the server runs as the owner of a file or folder. */
  async own(path: string): Promise<void> {
    if (this.files.account) await chown(path, this.files.account.uid, this.files.account.gid);
  }

  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      const server = this.run(this.files.postgres, [
        ...['-D', this.files.cluster, '-p', String(this.port)],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ]);
      this.server = server;
      const said = await new Promise<string>((done) => {
        let text = '';
        server.stderr!.on('data', (chunk: Buffer) => {
          text = (text + chunk.toString()).slice(-2_000);
          if (/ready to accept (read-only )?connections/.test(text)) done('');
        });
        server.once('exit', () => done(text));
      });
      if (said === '') return;
      // After a kill, the server's child processes hold its shared memory for a moment.
      if (tries === 50) throw new Error(said);
      await sleep(100);
    }
  }

  /** SIGINT disconnects the clients and shuts down in order. SIGKILL is a crash. */
  async stop(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  /** The server responds to nothing, and its connections stay open. */
  freeze(): void {
    // First the postmaster, so that it starts no further processes.
    this.server!.kill('SIGSTOP');
    this.signalChildren('SIGSTOP');
  }

  thaw(): void {
    this.signalChildren('SIGCONT');
    this.server!.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.stop('SIGINT');
    await rm(this.folder, { recursive: true });
  }

  private signalChildren(signal: NodeJS.Signals): void {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.server!.pid)], {
      encoding: 'utf8',
    });
    for (const id of children.trim().split(/\s+/).map(Number))
      try {
        process.kill(id, signal);
      } catch (error) {
        // A connection may have ended since.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
  }

  private async write(name: string, text: string): Promise<void> {
    const path = join(this.files.cluster, name);
    await writeFile(path, text);
    await this.own(path);
  }

  private run(program: string, parameters: string[]): ChildProcess {
    return spawn(program, parameters, {
      ...this.files.account,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}
