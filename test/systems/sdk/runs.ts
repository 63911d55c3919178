import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { check } from '../../support/result.js';

/** More than anything here takes, even with an empty cache. */
const LONGEST_RUN_MS = 10 * 60_000;

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
      timeout: LONGEST_RUN_MS,
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
