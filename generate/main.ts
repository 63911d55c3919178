import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { files, generate } from './documents.js';

for (const file of files) await writeFile(file, await generate(file));
