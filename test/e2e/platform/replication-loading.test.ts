import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JWT_SECRET } from '../../support/app.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { folder, start } from '../../support/program.js';

let database: TestDatabase;
beforeAll(async () => (database = await createDatabase()));
afterAll(() => database.drop());

/** The modules of a folder of src/ that the program loads. V8 writes them down at the end of the process. */
async function loadedModules(room: string, variables: Record<string, string> = {}): Promise<string[]> {
  const coverage = folder();
  const program = await start({
    ...{ DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET, LOG_LEVEL: 'silent' },
    ...{ NODE_V8_COVERAGE: coverage, ...variables },
  });
  // A program that responds also handles signals.
  expect((await fetch(`${program.url}/health/live`)).status).toBe(200);
  expect(await program.end('SIGTERM')).toBe(0);
  const urls = readdirSync(coverage).flatMap((file) =>
    (JSON.parse(readFileSync(join(coverage, file), 'utf8')).result as { url: string }[]).map(
      ({ url }) => url,
    ),
  );
  return urls.flatMap((url) => new RegExp(`/src/${room}/([^/]+)\\.js$`).exec(url)?.[1] ?? []).sort();
}

describe('reading on replicas', () => {
  it('is not loaded without a replica', async () => {
    expect(await loadedModules('database/replication')).toEqual([]);
    // The list is complete otherwise.
    expect(await loadedModules('database/pipeline')).toContain('scoped-query');
  });

  it('is loaded with one', async () => {
    expect(await loadedModules('database/replication', { DATABASE_REPLICA_URLS: database.url })).toEqual([
      'coalesced-query',
      'read-router',
      'replica',
    ]);
  });
});
