import { execFileSync } from 'node:child_process';
import { block } from '../../support/operations-guide.js';
import { account } from '../scale/service.js';

/** Runs a block as it stands there, up to the first command that fails, with PostgreSQL's own programs in the path. */
export function runBlock(name: string, variables: Record<string, string>, binaries: string): void {
  execFileSync('sh', ['-eu', '-c', block(name)], {
    ...account,
    cwd: '/',
    env: { PATH: `${binaries}:${process.env.PATH}`, LC_ALL: 'C', ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
