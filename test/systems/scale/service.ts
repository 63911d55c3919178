import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 30_000;

/** Whoever PostgreSQL and PgBouncer run as, which refuse to run as root. */
export const account = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};

function id(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

interface Command {
  command: string[];
  log: string;
  env?: Record<string, string>;
  /** Runs as the user of this process rather than as PostgreSQL's. */
  own?: boolean;
  /** Throws while it is not. */
  ready: () => Promise<unknown>;
}

/** One machine of the platform: a program that is started, dies as machines do, and is started again. */
export class Service {
  private process?: ChildProcess;

  constructor(
    readonly name: string,
    private readonly settings: Command,
  ) {}

  async start(): Promise<void> {
    const { command, log, env, own, ready } = this.settings;
    const [program, ...parameters] = command as [string, ...string[]];
    const output = openSync(log, 'a');
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      if (!this.running)
        this.process = spawn(program, parameters, {
          ...(own ? {} : account),
          cwd: '/',
          env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...env },
          stdio: ['ignore', output, output],
        });
      await sleep(100);
      // Not ready yet; or ended, because the one before it had not quite let go of what they share.
      if (this.running && (await succeeds(ready))) return;
      if (Date.now() > deadline) throw new Error(`${this.name} does not start: see ${log}`);
    }
  }

  /** At once, with all its processes: nothing can be finished or said any more. */
  async kill(): Promise<void> {
    if (!this.running) return;
    const { pid } = this.process!;
    const ended = once(this.process!, 'exit');
    const all = [pid!, ...descendants(pid!)];
    for (const one of all) signal(one, 'SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    const ended = once(this.process!, 'exit');
    this.process!.kill('SIGINT');
    const killing = setTimeout(() => void this.kill(), 5_000);
    await ended;
    clearTimeout(killing);
  }

  hangUp(): void {
    this.process!.kill('SIGHUP');
  }

  private get running(): boolean {
    return this.process?.exitCode === null && this.process.signalCode === null;
  }
}

function descendants(pid: number): number[] {
  let listed: string;
  try {
    listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  } catch {
    return [];
  }
  return listed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => [Number(line), ...descendants(Number(line))]);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself, as children do whose parent is gone.
  }
}

async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  return act().then(
    () => true,
    () => false,
  );
}
