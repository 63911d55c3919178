import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import '../../src/app.module.js';
import { ownedResources, resourceHistories } from '../../src/organizations/owned-resources.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

describe('the registry of owned resources', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
  });

  afterAll(() => database.drop());

  it('has every table whose rows the database carries along with a moved organization', async () => {
    const tables = await database.query<{ name: string }>(
      `select substr(tgname, length('organizations_30_carry_') + 1) as name from pg_trigger
        where tgname like 'organizations_30_carry_%' order by 1`,
    );
    expect(
      ownedResources()
        .map(({ table }) => table)
        .sort(),
    ).toEqual(tables.map(({ name }) => name));
  });

  it('shows every kind of resource whose history the database records', async () => {
    const types = await database.query<{ type: string }>(
      `select distinct split_part(encode(tgargs, 'escape'), '\\000', 1) as type from pg_trigger
        where tgname like '%_80_record_history' order by 1`,
    );
    expect([...resourceHistories().keys()].sort()).toEqual(types.map(({ type }) => type));
  });
});
