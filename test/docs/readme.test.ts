import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { bearer, useApi } from '../support/app.js';

const readme = readFileSync('README.md', 'utf8');

/** The code blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code!);

describe('the README', () => {
  const api = useApi();

  /** Sends the calls of a block as `curl` would, to this test's application and with its tokens. */
  const run = async (block: string): Promise<unknown[]> => {
    const calls = block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    const answers: unknown[] = [];
    for (const call of calls) {
      const [, method = 'GET'] = / -X (\w+)/.exec(call) ?? [];
      const [, body] = / -d '([^']*)'/.exec(call) ?? [];
      const headers = [...call.matchAll(/ -H "([^:]+): ([^"]+)"/g)].map(
        ([, name, value]) => [name!, value!] as const,
      );
      const [url] = /http:\/\/localhost:3000[^\s"]*/.exec(call)!;
      const response = await fetch(url.replace('http://localhost:3000', api.url), {
        method,
        body,
        headers: Object.fromEntries(headers.map(([name, value]) => [name, withToken(value)])),
      });
      answers.push(await response.json());
    }
    return answers;
  };
  const withToken = (value: string): string =>
    value
      .replace('$ADMIN', token({ role: 'admin' }))
      .replace('$MANAGER', token({ role: 'manager', org: 'org_456' }));
  const token = (claims: Record<string, unknown>): string => bearer(claims).replace('Bearer ', '');

  it('shows commands that work as pasted, with their responses', async () => {
    const [commands, first, second] = blocks('sh');
    expect(commands).toBe('npm ci && npm start\nnpm test\n');
    expect(await run(first!)).toEqual([JSON.parse(blocks('json')[0]!)]);
    const written = await run(second!);
    expect(written).toHaveLength(4);
    for (const answer of written) expect(answer).toMatchObject({ success: true });
  });
});
