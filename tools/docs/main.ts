import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { files, generate } from './generated-files.js';

for (const file of files) await writeFile(file, await generate(file));
