import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { bearer, useApi } from './support/app.js';

const readme = readFileSync('README.md', 'utf8');

/** The code blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code!);

describe('the README', () => {
  const api = useApi();

  /** Runs a block as pasted, but against this test's application and with its tokens. */
  const run = async (block: string): Promise<unknown[]> => {
    const script = block
      .replaceAll('http://localhost:3000', api.url)
      .replace('$(npm run --silent token -- --role admin)', token({ role: 'admin' }))
      .replace(
        '$(npm run --silent token -- --role manager --org 456)',
        token({ role: 'manager', org: 'org_456' }),
      )
      .replaceAll('curl -s', 'echo; curl -s');
    const { stdout } = await promisify(execFile)('bash', ['-euc', script]);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  };
  const token = (claims: Record<string, unknown>): string => bearer(claims).replace('Bearer ', '');

  it('shows calls that work as pasted, and what they answer', async () => {
    const [commands, first, second] = blocks('sh');
    expect(commands).toBe('npm ci && npm start\nnpm test\n');
    expect(await run(first!)).toEqual([JSON.parse(blocks('json')[0]!)]);
    const written = await run(second!);
    expect(written).toHaveLength(4);
    for (const answer of written) expect(answer).toMatchObject({ success: true });
  });

  it('links to what is there', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)]+)\)/g))
      if (!target!.startsWith('http')) expect([target, existsSync(target!)]).toEqual([target, true]);
  });
});
