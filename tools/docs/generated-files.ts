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

/** The required content of a file. */
export async function generate(file: string): Promise<string> {
  const text = documents[file]!(existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (!file.endsWith('.md')) return text;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Replaces the text between the two markers of this name, and keeps the text around them. */
function between(written: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run docs -->`, `<!-- end of ${name} -->`];
  const [before, rest] = written.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined) throw new Error(`The markers are missing: ${begin} … ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
