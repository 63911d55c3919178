import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** The program as a user starts it, with the embedded server and the demo data, in a folder that ends with it. */
export class Program {
  private readonly folder = mkdtempSync(join(tmpdir(), 'organizations-sdk-'));
  private readonly child: ChildProcess;
  private output = '';

  private constructor() {
    this.child = spawn(process.execPath, [MAIN], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: join(this.folder, 'data'), LOG_LEVEL: 'warn' },
        ...{ RATE_LIMIT_PER_MINUTE: '0', IN_USE_WINDOW_SECONDS: '0' },
      },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(): Promise<Program> {
    const program = new Program();
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!program.output.includes('export VIEWER=')) {
      if (program.child.exitCode !== null || Date.now() > deadline) {
        await program.stop();
        throw new Error(`the program does not start:\n${program.output}`);
      }
      await sleep(50);
    }
    return program;
  }

  get url(): string {
    return /Organizations API +(\S+)/.exec(this.output)![1]!.replace('localhost', '127.0.0.1');
  }

  token(name: 'ADMIN' | 'MANAGER'): string {
    return new RegExp(`export ${name}=(\\S+)`).exec(this.output)![1]!;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
