import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeSchema, SCHEMA_FILE } from '../../tools/docs/schema.js';
import { createDatabase } from '../support/database.js';

/** The version that `npm run docs` uses. Other versions write the same objects in slightly different words. */
const EMBEDDED_VERSION = 18;

it('migrations/schema.sql is the schema that the migrations make: npm run docs', async () => {
  const database = await createDatabase({ empty: true });
  const [server] = await database.query<{ version: number }>(
    `select current_setting('server_version_num')::integer / 10000 as version`,
  );
  const shown = readFileSync(SCHEMA_FILE, 'utf8');
  const schema = await describeSchema(database.url);
  await database.drop();
  const objects = (text: string): string[] =>
    text.match(
      /^create (or replace )?(\w+ )*(table|index|trigger|policy|function|procedure|view|sequence) \S+/gim,
    ) ?? [];
  expect(objects(schema)).toEqual(objects(shown));
  expect(objects(schema).length).toBeGreaterThan(150);
  if (server!.version === EMBEDDED_VERSION) expect(schema).toBe(shown);
});
