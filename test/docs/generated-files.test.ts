import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { files, generate } from '../../tools/docs/generated-files.js';

it.each(files)('%s is what the code says: npm run docs', async (file) => {
  expect(await generate(file)).toBe(readFileSync(file, 'utf8'));
});
