import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { folder, start } from '../support/program.js';

/** The code blocks of a guide, in order. */
const blocksIn = (guide: string) =>
  [...readFileSync(`docs/${guide}.md`, 'utf8').matchAll(/^```(sh|json|text)\n([^]*?)^```$/gm)].map(
    ([, language, code]) => ({ language: language!, code: code! }),
  );

/** What is another one each time: times and ids of requests, and the numbers of the history's entries. */
function comparable(answer: string): unknown {
  return JSON.parse(answer, (key, value: unknown) => {
    if (/^(createdAt|updatedAt|occurredAt|since|time|month|requestId)$/.test(key)) return `any ${key}`;
    const isEntry = typeof value === 'object' && value !== null && 'actor' in value;
    return isEntry ? { ...value, id: 'any entry' } : value;
  });
}

/** What bash says to each block, when all are pasted into one shell. */
async function paste(commands: string[], variables: NodeJS.ProcessEnv, url: string): Promise<string[]> {
  const script = commands
    .map((code) => `${code.replace('API=http://localhost:3000', `API=${url}`)}printf '%s' '${END}'`)
    .join('\n');
  const shell = spawn('bash', ['-c', script], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complaints] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
  expect(complaints).toBe('');
  return said.split(END).slice(0, -1);
}

const END = '--- end of the block ---';

describe.each(['tour', 'billing'])('the guide %s', (guide) => {
  it('shows commands that work as pasted, with their output', async () => {
    const blocks = blocksIn(guide);
    const commands = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code);
    const DATA_DIR = folder();
    const program = await start({ DATA_DIR });
    const outputs = await paste(commands, { DATA_DIR }, program.url);
    expect(outputs).toHaveLength(commands.length);
    for (const [index, { language, code }] of blocks.entries()) {
      if (language !== 'sh') continue;
      const output = outputs.shift()!;
      const shown = blocks[index + 1];
      if (shown?.language === 'json')
        expect([code, comparable(output)]).toEqual([code, comparable(shown.code)]);
      else expect([code, output]).toEqual([code, shown?.language === 'text' ? shown.code : '']);
    }
    await program.end('SIGTERM');
  });
});
