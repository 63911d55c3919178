import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { until } from './eventually.js';

interface Command {
  command: [string, ...string[]];
  log: string;
  env?: Record<string, string>;
  /** Throws while the program is not ready. */
  ready: () => unknown;
}

/** A program that runs until the test ends it. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  static async start({ command: [program, ...parameters], log, env, ready }: Command): Promise<Child> {
    const output = openSync(log, 'a');
    const child = new Child(
      spawn(program, parameters, {
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...env },
        stdio: ['ignore', output, output],
      }),
    );
    closeSync(output);
    try {
      await until(async () => {
        if (!child.running) throw new Error(`${program} has ended: see ${log}`);
        return Promise.resolve()
          .then(ready)
          .then(
            () => true,
            () => false,
          );
      }, `${program} does not start: see ${log}`);
      return child;
    } catch (error) {
      await child.end();
      throw error;
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.running) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    const killing = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(killing);
  }

  /** The process stays, and responds to nothing. */
  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  private get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }
}
