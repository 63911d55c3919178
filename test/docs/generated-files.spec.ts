import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { files, generate } from '../../tools/docs/generated-files.js';

it.each(files)('%s is up to date with the code (npm run docs)', async (file) => {
  expect(await generate(file)).toBe(readFileSync(file, 'utf8'));
});
