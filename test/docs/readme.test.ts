import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { folder, start } from '../support/program.js';

const readme = readFileSync('README.md', 'utf8');

/** The code blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code!);

describe('the README', () => {
  it('shows commands that work as pasted, again and again, with their responses', async () => {
    const [commands, first, second] = blocks('sh');
    expect(commands).toBe('npm ci && npm start\nnpm test\n');
    const DATA_DIR = folder();
    const program = await start({ DATA_DIR });
    const paste = async (block: string): Promise<unknown[]> => {
      // Each response in a line of its own.
      const script = `curl() { command curl "$@"; echo; }\n${block.replaceAll('http://localhost:3000', program.url)}`;
      const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], {
        env: { ...process.env, DATA_DIR },
      });
      expect(stderr).toBe('');
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    };
    for (let time = 1; time <= 2; time++) {
      expect(await paste(first!)).toEqual([JSON.parse(blocks('json')[0]!)]);
      const [domain, ip, tree] = await paste(second!);
      expect(domain).toMatchObject({ success: true, data: { tlsEnabled: true } });
      expect(ip).toMatchObject({ success: true, data: { cidr: 64 } });
      const branches = (tree as { data: { children: { name: string }[] } }).data.children;
      expect(branches.filter(({ name }) => name === 'Branch office')).toHaveLength(time);
    }
    expect(await program.end('SIGTERM')).toBe(0);
  });
});
