import { afterAll } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './eventually.js';

export const main = resolve('dist/src/main.js');
const folders: string[] = [];
const running = new Set<ChildProcess>();

/** Creates a folder that is deleted after the test file. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'organizations-program-'));
  folders.push(made);
  return made;
}

afterAll(async () => {
  for (const child of running) {
    // The workers outlive a killed primary to finish their requests.
    const workers = workersOf({ child });
    child.kill('SIGKILL');
    for (const worker of workers) if (isAlive(worker)) process.kill(worker, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
  await until(() => running.size === 0);
  // An embedded server may still be shutting down in its folder.
  for (const made of folders) rmSync(made, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

export interface Program {
  child: ChildProcess;
  url: string;
  output: () => string;
  tokens: Record<'ADMIN' | 'MANAGER' | 'VIEWER', string>;
  /** Sends a signal, and resolves to the exit code when the output is complete; after SIGKILL, workers may still write. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program as a user does, and waits until it listens. */
export async function start(
  variables: Record<string, string>,
  { program = main, ...options }: { program?: string; uid?: number; gid?: number } = {},
): Promise<Program> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', ...variables },
    cwd: tmpdir(),
    ...options,
  });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  void ended.then(() => running.delete(child));
  await until(() => /Swagger UI/.test(text) || !running.has(child), `The program does not start: ${text}`);
  if (!running.has(child)) throw new Error(text);
  const token = (name: string): string => new RegExp(`export ${name}=(\\S+)`).exec(text)?.[1] ?? '';
  return {
    child,
    url: /Organizations API +(\S+)/.exec(text)?.[1] ?? '',
    output: () => text,
    tokens: { ADMIN: token('ADMIN'), MANAGER: token('MANAGER'), VIEWER: token('VIEWER') },
    end: (signal) => {
      child.kill(signal);
      return signal === 'SIGKILL' ? exited : ended;
    },
  };
}

/** The ids of the program's worker processes. */
export function workersOf({ child }: Pick<Program, 'child'>): number[] {
  return execFileSync('ps', ['-A', '-o', 'ppid=,pid=,command='])
    .toString()
    .split('\n')
    .map((line) => line.trim().split(/ +/))
    .filter(([parent, , ...command]) => Number(parent) === child.pid && command.includes(main))
    .map(([, pid]) => Number(pid));
}

/** A zombie process has no command line. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self') || readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

export async function call(
  program: Program,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(program.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- responses have many shapes
  return { status: response.status, body: (await response.json()) as any };
}
