import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../tools/dev-postgres/embedded-server.js';
import { createTemplate } from './database.js';

declare global {
  var embeddedServer: EmbeddedServer | undefined;
}

/** Starts one server for all tests, with a migrated and seeded template that each test file clones. */
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
  await createTemplate();
}
