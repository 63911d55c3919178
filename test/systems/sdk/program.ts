import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../../support/child.js';

const MAIN = fileURLToPath(new URL('../../../src/main.js', import.meta.url));

/** The program as a user starts it, with the embedded server and the demo data, in a folder of the test's. */
export class Program {
  private constructor(
    private readonly child: Child,
    private readonly log: string,
  ) {}

  static async start(folder: string): Promise<Program> {
    const log = join(folder, 'program.log');
    const child = await Child.start({
      command: [process.execPath, MAIN],
      log,
      env: {
        ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' },
        ...{ RATE_LIMIT_PER_MINUTE: '0', IN_USE_WINDOW_SECONDS: '0' },
      },
      ready: () => printed(log, /export VIEWER=(\S+)/),
    });
    return new Program(child, log);
  }

  get url(): string {
    return printed(this.log, /Organizations API +(\S+)/).replace('localhost', '127.0.0.1');
  }

  token(name: 'ADMIN' | 'MANAGER'): string {
    return printed(this.log, new RegExp(`export ${name}=(\\S+)`));
  }

  stop(): Promise<void> {
    return this.child.end();
  }
}

function printed(log: string, pattern: RegExp): string {
  const [, found] = pattern.exec(readFileSync(log, 'utf8')) ?? [];
  if (found === undefined) throw new Error(`the program has not printed ${String(pattern)}`);
  return found;
}
