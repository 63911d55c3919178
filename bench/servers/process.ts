import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeBinary } from '../machine.js';
import type { Engine } from '../options.js';
import { freePort } from '../../tools/dev-postgres/free-port.js';
import type { ProbeReading, ProbeRequest } from './probe.js';

/** Time limit for the first response of a server. */
const PATIENCE_MS = 60_000;
/** Polling interval, which limits the precision of the start time. */
const INTERVAL_MS = 10;
const POOL_SIZE = 10;
/** Clock ticks per second in /proc/<pid>/stat, on every Linux. */
const TICKS = 100;

/** Running servers; the exit handler stops them. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The path of the program with each query engine. */
export const programs: Record<Engine, string> = {
  pipeline: fileURLToPath(new URL('../../src/main.js', import.meta.url)),
  plain: fileURLToPath(new URL('./plain-program.js', import.meta.url)),
};

const PROBE = new URL('./probe.js', import.meta.url).href;

/** The reference servers. */
export type ReferenceName = 'reference' | 'express-peer' | 'constant' | 'longest-prefix';

export interface ServerContext {
  node: NodeBinary;
  /** The path of the program, where that is what is measured. */
  program: string;
  databaseUrl: string;
  secret: string;
  /** CPUs to run on, if pinning is possible. */
  cpus?: string;
}

/** A measured server in a process of its own. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    /** Milliseconds from the start to the first response. */
    readonly readyMs: number,
    private readonly child: ChildProcess,
  ) {}

  /** The program, as in production. With a probe, `read` returns what the process knows of itself. */
  static async program(
    surroundings: ServerContext,
    variables: Record<string, string> = {},
    { probe = false } = {},
  ): Promise<ServerProcess> {
    const port = await freePort();
    const started = performance.now();
    const script = probe ? ['--import', PROBE, surroundings.program] : [surroundings.program];
    const child = run(surroundings, script, probe ? 'ipc' : 'ignore', {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      // High, but still counted.
      RATE_LIMIT_PER_MINUTE: '100000000',
      MIGRATE_ON_START: 'false',
      ...variables,
    });
    const url = `http://127.0.0.1:${port}`;
    await ready(child, `${url}/health/ready`);
    return new ServerProcess(url, performance.now() - started, child);
  }

  static async reference(
    surroundings: ServerContext,
    name: ReferenceName,
    variables: Record<string, string> = {},
  ): Promise<ServerProcess> {
    const started = performance.now();
    const child = run(
      surroundings,
      [fileURLToPath(new URL(`./${name}.js`, import.meta.url))],
      'ipc',
      variables,
    );
    const [{ port }] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error(`${name} ended before it was ready`);
      }),
    ])) as [{ port: number }];
    return new ServerProcess(`http://127.0.0.1:${port}`, performance.now() - started, child);
  }

  /** Resident bytes of the server and its children; undefined without /proc. */
  residentBytes(): number | undefined {
    return this.sum((pid) => memoryOf(pid, 'VmRSS'));
  }

  /** The most resident bytes since the start of the server, or since the last `forgetPeak`. */
  peakBytes(): number | undefined {
    return this.sum((pid) => memoryOf(pid, 'VmHWM'));
  }

  forgetPeak(): void {
    this.sum((pid) => {
      // Linux resets the peak at a 5.
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
      return 0;
    });
  }

  /** Asks the probe. A request without `skipMs` changes nothing but the beginning of the longest pause. */
  async read(request: ProbeRequest = {}): Promise<ProbeReading> {
    const reading = once(this.child, 'message') as Promise<[ProbeReading]>;
    this.child.send(request);
    return (await reading)[0];
  }

  /** CPU seconds of the server and its children so far; undefined without /proc. */
  cpuSeconds(): number | undefined {
    return this.sum((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }

  private sum(measure: (pid: number) => number): number | undefined {
    try {
      return family(this.child.pid!).reduce((total, pid) => total + measure(pid), 0);
    } catch {
      return undefined;
    }
  }
}

function run(
  { node, databaseUrl, secret, cpus }: ServerContext,
  script: string[],
  channel: 'ipc' | 'ignore',
  variables: Record<string, string> = {},
): ChildProcess {
  const command = [node.path, ...script];
  if (cpus !== undefined) command.unshift('taskset', '-c', cpus);
  const child = spawn(command[0]!, command.slice(1), {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      JWT_SECRET: secret,
      ...variables,
    },
    // The log goes to /dev/null; the program still pays for writing it.
    stdio: ['ignore', 'ignore', 'inherit', channel],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += INTERVAL_MS) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await sleep(INTERVAL_MS);
  }
  child.kill('SIGKILL');
  throw new Error('the program was not ready in time');
}

function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** A process and all its descendants. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children === '' ? [] : children.split(' ').flatMap((child) => family(Number(child))))];
}
