import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOwnerDataSource, migrate } from '../../src/database/data-source.js';
import { loadDemoData } from '../../src/database/demo-data.js';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/database/embedded-server.js';
import { administer, databaseUrl, TEMPLATE } from './database.js';

declare global {
  var embeddedServer: EmbeddedServer | undefined;
}

/** One server for all tests, with one migrated and seeded template that each test file clones. */
export default async function globalSetup(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) {
    const folder = await mkdtemp(join(tmpdir(), 'organizations-test-'));
    const server = await startEmbeddedServer(folder);
    globalThis.embeddedServer = {
      ...server,
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true });
      },
    };
    process.env.TEST_DATABASE_URL = globalThis.embeddedServer.url('postgres');
  }
  await administer(`drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`);
  const dataSource = await createOwnerDataSource(databaseUrl(TEMPLATE)).initialize();
  await migrate(dataSource);
  await loadDemoData(dataSource);
  await dataSource.destroy();
}
