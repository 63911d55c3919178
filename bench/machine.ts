import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';

export interface NodeBinary {
  path: string;
  version: string;
}

/** The recommended Node.js; `npx` fetches it if the machine's own is older. */
export function recommendedNode(): NodeBinary {
  if (Number(process.versions.node.split('.')[0]) >= 24) return ownNode();
  const path = execFileSync('npx', ['-y', 'node@24', '-p', 'process.execPath'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  return { path, version: execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() };
}

export function ownNode(): NodeBinary {
  return { path: process.execPath, version: process.versions.node };
}

/** The CPUs for each process, in the format of `taskset -c`. */
export interface Pinning {
  /** The measured server. */
  server: string;
  /** Two workers of the measured server. */
  workers: string;
  /** PostgreSQL and the load generator. */
  others: string;
}

/** Undefined without `taskset`, or with too few CPUs. */
export function findPinning(): Pinning | undefined {
  const count = availableParallelism();
  if (count < 2) return undefined;
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  // Two workers get two CPUs of their own only if enough CPUs remain for the load generator and PostgreSQL.
  return count >= 4
    ? { server: '0', workers: '0-1', others: range(2, count - 1) }
    : { server: '0', workers: range(0, count - 1), others: range(1, count - 1) };
}

function range(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Pins this process, and all processes that it starts from now on, to some CPUs. */
export function pinSelf(list: string): void {
  execFileSync('taskset', ['-acp', list, String(process.pid)], { stdio: 'ignore' });
}

export function describeMachine(): { cpu: string; cpus: number; memoryGiB: number; system: string } {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cpus: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
  };
}
