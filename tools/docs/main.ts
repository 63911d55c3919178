import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../dev-postgres/embedded-server.js';
import { files, generate } from './generated-files.js';
import { describeSchema, SCHEMA_FILE } from './schema.js';

for (const file of files) await writeFile(file, await generate(file));

const folder = await mkdtemp(join(tmpdir(), 'organizations-docs-'));
const server = await startEmbeddedServer(folder);
await writeFile(SCHEMA_FILE, await describeSchema(server.url('postgres')));
await server.stop();
await rm(folder, { recursive: true });
