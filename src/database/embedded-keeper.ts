import { spawn, type ChildProcess } from 'node:child_process';
import { access, chown, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateEmbeddedFiles, type EmbeddedFiles } from './embedded-files.js';

/**
 * The process that keeps the embedded PostgreSQL. It is a child of the program in a session of its own:
 * a Ctrl-C in the terminal does not reach the database before the program has finished with it, and when
 * the program ends, however it ends, the channel to it closes and the database is shut down.
 *
 * argv: data directory, password. Sends `{ port }` or `{ error }`.
 */
const [directory, password] = process.argv.slice(2) as [string, string];

/** Whose server the data directory belongs to, for whoever comes after. */
const keeperFile = join(resolve(directory), 'postgres-keeper.pid');

/** Written once initdb is through, whose own files say nothing about whether it was. */
const INITIALIZED = 'initialized';

/** How long a server that is still stopping may take to let go of its data. */
const PATIENCE_MS = 10_000;

try {
  const port = await start();
  process.send!({ port });
} catch (error) {
  process.send!({ error: (error as Error).message });
  process.disconnect();
}

async function start(): Promise<number> {
  const files = await locateEmbeddedFiles(directory);
  await outliveFormerServer(files.cluster);
  const initialized = await access(join(files.cluster, INITIALIZED)).then(
    () => true,
    () => false,
  );
  if (!initialized) await initialize(files);
  await writeFile(keeperFile, String(process.pid));
  const port = await freePort();
  const server = run(files, files.postgres, [
    ...['-D', files.cluster, '-p', String(port)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ]);
  server.once('exit', (code) => process.exit(code ?? 1));
  // SIGINT is PostgreSQL's fast shutdown: clients are disconnected, everything committed is kept.
  const stop = (): unknown => server.kill('SIGINT');
  process.on('disconnect', stop).on('SIGTERM', stop).on('SIGINT', stop);
  await readiness(server);
  return port;
}

async function initialize(files: EmbeddedFiles): Promise<void> {
  const passwordFile = join(tmpdir(), `organizations-api-${process.pid}`);
  // A first start that was killed half-way leaves files that initdb refuses, and nothing worth keeping.
  for (const name of await readdir(files.cluster).catch(() => []))
    await rm(join(files.cluster, name), { recursive: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (files.account) await chown(passwordFile, files.account.uid, files.account.gid);
    const initdb = run(files, files.initdb, [
      ...['--pgdata', files.cluster, '--username=postgres', `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ]);
    const said = output(initdb);
    const code = await new Promise((done) => initdb.once('exit', done));
    if (code !== 0) throw new Error(`initdb: ${said()}`);
    await writeFile(join(files.cluster, INITIALIZED), '');
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function run({ account }: EmbeddedFiles, program: string, parameters: string[]): ChildProcess {
  return spawn(program, parameters, {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function output(child: ChildProcess): () => string {
  let text = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-2_000);
  });
  return () => text.trim();
}

async function readiness(server: ChildProcess): Promise<void> {
  const said = output(server);
  await new Promise<void>((done, fail) => {
    server.stderr!.on('data', () => {
      if (said().includes('ready to accept connections')) done();
    });
    server.once('exit', () => fail(new Error(said())));
    server.once('error', fail);
  });
}

/** Waits for a server that is still stopping, ends one whose keeper was killed, drops a lock nobody holds. */
async function outliveFormerServer(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const deadline = Date.now() + PATIENCE_MS;
  for (let asked = false; ;) {
    const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
    if (!pid) return;
    if (!(await isPostgres(pid))) return rm(lock, { force: true });
    const keeper = Number(await readFile(keeperFile, 'utf8').catch(() => ''));
    if (!asked && !isAlive(keeper)) {
      asked = true;
      process.kill(pid, 'SIGINT');
    }
    if (Date.now() > deadline)
      throw new Error(
        `${cluster} is in use by another process (PostgreSQL ${pid}); set DATA_DIR to another folder`,
      );
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process id outlives a reboot or a container only by chance: then it is another program's. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
