import type { OpenAPIObject } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
// Whatever can fail says so when it is loaded.
import '../../src/app.module.js';
import { environmentExample, environmentTable } from './environment.js';
import { errorsReference } from './errors.js';

/** What is written from the code, by file: the whole of what has to stand there, given what does. */
const documents: Record<string, (written: string) => string> = {
  'docs/operations.md': (written) => between(written, 'environment', environmentTable()),
  '.env.example': environmentExample,
  'docs/errors.md': () => errorsReference(JSON.parse(readFileSync('openapi.json', 'utf8')) as OpenAPIObject),
};

export const files = Object.keys(documents);

/** What a file has to be. */
export async function generate(file: string): Promise<string> {
  const text = documents[file]!(existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (!file.endsWith('.md')) return text;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Puts a text between the two marks of its name, and leaves what is around them as somebody has written it. */
function between(written: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run docs -->`, `<!-- end of ${name} -->`];
  const [before, rest] = written.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined) throw new Error(`There is no place for it: ${begin} … ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
