import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { developmentSecret, POSTGRES_PASSWORD } from '../../src/config/secrets.js';
import { exists, locateEmbeddedFiles, type EmbeddedFiles } from './embedded-files.js';
import { freePort } from './free-port.js';

/**
 * The process that supervises the embedded PostgreSQL. It is a child of the program in a session of its own, so that Ctrl-C
 * in the terminal does not stop the database before the program has finished with it. When the program ends for any
 * reason, the channel to it closes, and the supervisor shuts the database down.
 *
 * argv: data directory. Sends `{ port }` or `{ error }`.
 */
const [directory] = process.argv.slice(2) as [string];

/** Process id of the supervisor that uses the data directory, for the next one. */
const supervisorFile = join(resolve(directory), 'postgres-supervisor.pid');

/** Process id of the supervisor that initializes the cluster, while it does. */
const startedFile = join(resolve(directory), 'postgres-initializing');

/** Written after initdb has finished; its own files do not show whether it has. */
const INITIALIZED = 'initialized';

/** Time for a stopping server to release its data. */
const WAIT_TIMEOUT_MS = 10_000;

/** The child process: initdb, then the server. */
let child: ChildProcess | undefined;

/** Set when the program has ended: between initdb and the server there is no child process to stop. */
let stopping = false;

// SIGINT is PostgreSQL's fast shutdown: it disconnects clients and keeps everything committed. The next start clears the
// files of an interrupted initdb.
const stop = (): void => {
  stopping = true;
  if (child) child.kill('SIGINT');
  else process.exit(0);
};
process.on('disconnect', stop).on('SIGTERM', stop).on('SIGINT', stop);
// The program may have ended before this process listened for it.
if (!process.connected) stop();

start().then(
  (port) => process.connected && process.send!({ port }),
  (error: unknown) => {
    if (process.connected) process.send!({ error: (error as Error).message }, () => process.exit(1));
    else process.exit(1);
  },
);

async function start(): Promise<number> {
  const files = await locateEmbeddedFiles(directory);
  await waitForFormerInitialization();
  await waitForFormerServer(files.cluster);
  if (!(await exists(join(files.cluster, INITIALIZED)))) await initialize(files);
  await writeFile(supervisorFile, String(process.pid));
  const port = await freePort();
  if (stopping) throw new Error('ended before it was ready');
  const server = run(files, files.postgres, [
    ...['-D', files.cluster, '-p', String(port)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ]);
  child = server;
  let ready = false;
  // Before it is ready, its exit is an error that `readiness` reports with the server's own words.
  server.once('exit', (code) => {
    if (ready || stopping) process.exit(code ?? 1);
  });
  await readiness(server);
  ready = true;
  return port;
}

async function initialize(files: EmbeddedFiles): Promise<void> {
  const leftovers = await readdir(files.cluster).catch(() => []);
  if (leftovers.length > 0 && !(await exists(startedFile)))
    throw new Error(`${files.cluster} contains files of another program; set DATA_DIR to another folder`);
  await writeFile(startedFile, String(process.pid));
  // An interrupted first start leaves files that initdb refuses and that contain nothing of value.
  for (const name of leftovers) await rm(join(files.cluster, name), { recursive: true });

  const folder = await mkdtemp(join(tmpdir(), 'organizations-api-'));
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, developmentSecret(directory, POSTGRES_PASSWORD), { mode: 0o600 });
  try {
    if (files.account)
      for (const path of [passwordFile, folder]) await chown(path, files.account.uid, files.account.gid);
    const initdb = run(files, files.initdb, [
      ...['--pgdata', files.cluster, '--username=postgres', `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ]);
    child = initdb;
    const said = output(initdb);
    const code = await new Promise((done, fail) => initdb.once('exit', done).once('error', fail));
    child = undefined;
    if (code !== 0) throw new Error(`initdb ended with ${String(code)}: ${said()}`);
    await writeFile(join(files.cluster, INITIALIZED), '');
    await rm(startedFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
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

async function readiness(starting: ChildProcess): Promise<void> {
  const said = output(starting);
  await new Promise<void>((done, fail) => {
    starting.stderr!.on('data', () => {
      if (said().includes('ready to accept connections')) done();
    });
    // After its output is complete.
    starting.once('close', (code, signal) =>
      fail(new Error(said() || `PostgreSQL ended with ${signal ?? `code ${code}`} and said nothing`)),
    );
    starting.once('error', fail);
  });
}

/** Waits for a server that is still stopping, stops one whose supervisor was killed, and removes a stale lock file. */
async function waitForFormerServer(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const deadline = Date.now() + WAIT_TIMEOUT_MS;
  for (let asked = false; ;) {
    const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
    if (!pid) return;
    const command = await commandOf(pid);
    // After a reboot or in a new container, the process id may belong to another program.
    if (command !== undefined && !command.includes(cluster)) return rm(lock, { force: true });
    const supervisor = Number(await readFile(supervisorFile, 'utf8').catch(() => ''));
    if (!asked && command !== undefined && !(await commandOf(supervisor))?.includes('postgres-supervisor')) {
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

/** Waits for an interrupted first start: its initdb may still be writing. */
async function waitForFormerInitialization(): Promise<void> {
  const deadline = Date.now() + WAIT_TIMEOUT_MS;
  for (;;) {
    const supervisor = Number(await readFile(startedFile, 'utf8').catch(() => ''));
    // After a reboot, the process id may be this process's own.
    if (supervisor === process.pid || !(await commandOf(supervisor))?.includes('postgres-supervisor')) return;
    if (Date.now() > deadline)
      throw new Error(
        `Another process (${supervisor}) is creating the database; set DATA_DIR to another folder`,
      );
    await sleep(50);
  }
}

/** The command line of a process: empty if it has ended, undefined if it cannot be determined. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (!pid) return '';
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return '';
  }
  const viaProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (viaProc !== undefined) return viaProc.replaceAll('\0', ' ');
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}
