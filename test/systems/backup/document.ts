import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { account } from '../scale/service.js';

const document = readFileSync('docs/operations.md', 'utf8');

/** The code block of that name in docs/operations.md. */
export function block(name: string): string {
  const [, text] = new RegExp(`\n\`\`\`\\w+ ${name}\n([^]*?)\`\`\`\n`).exec(document) ?? [];
  if (text === undefined) throw new Error(`docs/operations.md has no block ${name}`);
  return text;
}

/** Runs a block as it stands there, up to the first command that fails, with PostgreSQL's own programs in the path. */
export function runBlock(name: string, variables: Record<string, string>, binaries: string): void {
  execFileSync('sh', ['-eu', '-c', block(name)], {
    ...account,
    cwd: '/',
    env: { PATH: `${binaries}:${process.env.PATH}`, LC_ALL: 'C', ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
