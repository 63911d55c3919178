import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** How the test went so far. */
export const verdict = { passed: 0, failed: 0 };

export function check(what: string, holds: boolean, detail = ''): void {
  if (holds) verdict.passed++;
  else verdict.failed++;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${!holds && detail ? `: ${detail}` : ''}`);
}

interface Surroundings {
  cwd?: string;
  env?: Record<string, string | undefined>;
}

/** Runs a program to its end, and counts whether it ended well. What it wrote is the answer. */
export async function runs(
  what: string,
  command: string[],
  { cwd, env }: Surroundings = {},
): Promise<string> {
  const [program, ...parameters] = command as [string, ...string[]];
  try {
    const { stdout } = await promisify(execFile)(program, parameters, {
      cwd,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    check(what, true);
    return stdout;
  } catch (error) {
    const { stdout, stderr, message } = error as Error & { stdout?: string; stderr?: string };
    check(what, false, [message, stdout, stderr].join('\n'));
    return '';
  }
}
