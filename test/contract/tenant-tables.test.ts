import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { APP_ROLE } from '../../src/database/data-source.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

/**
 * What is recorded about an organization stays where it is when the organization moves, and has no path: a policy of its own
 * shows it to callers who see the organization.
 */
const EXCEPTIONS = [
  'audit_entries',
  'balances',
  'billing_transactions',
  'blocks',
  'charges',
  'cost_limit_warnings',
  'emergency_calls',
  'new_amounts',
  'spend',
];

/** Everything that `register_tenant_table` sets up, with the name of the table replaced. */
const SETUP = `
  select replace(definition, $1::text, 'TABLE') as definition from (
    select regexp_replace(pg_get_triggerdef(oid), '\\((''[a-z]+'', ''[a-z_]+'')\\)$', '()') as definition from pg_trigger
     where not tgisinternal and (
       tgrelid = ($1::text)::regclass and tgname ~ ('^' || $1::text || '_(10|20|80)_')
       or tgrelid = 'organizations'::regclass and tgname in ('organizations_30_carry_' || $1, 'organizations_50_hide_' || $1::text))
    union all
    select concat_ws(' ', polname, polcmd, (select array_agg(rolname order by rolname) from pg_roles where oid = any (polroles)),
                     pg_get_expr(polqual, polrelid)) from pg_policy where polrelid = ($1::text)::regclass
    union all
    select concat_ws(' ', 'grant', rolname, privilege_type) from pg_class, aclexplode(relacl) join pg_roles on pg_roles.oid = grantee
     where pg_class.oid = ($1::text)::regclass and grantee <> relowner
    union all
    select concat_ws(' ', 'row security', relrowsecurity, relforcerowsecurity) from pg_class where oid = ($1::text)::regclass
    union all
    select concat_ws(' ', 'column', attname, format_type(atttypid, atttypmod), attnotnull, attstattarget) from pg_attribute
     where attrelid = ($1::text)::regclass and attname = 'path'
    union all
    select 'index ' || indexrelid::regclass from pg_index
     where indrelid = ($1::text)::regclass and indexrelid::regclass::text = $1::text || '_path_idx'
  ) setup order by 1`;

describe('a table whose rows belong to organizations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    await database.query(`
      create table scratch_notes (
        id integer generated always as identity primary key,
        organization_id integer not null references organizations (id),
        text text not null
      )`);
    await database.query(`insert into scratch_notes (organization_id, text) values (456, 'before')`);
    await database.query(`call register_tenant_table('scratch_notes', 'note')`);
  });

  afterAll(() => database.drop());

  const setup = async (table: string): Promise<string[]> =>
    (await database.query<{ definition: string }>(SETUP, [table])).map(({ definition }) => definition);

  it('is registered, each of them, with everything that register_tenant_table sets up', async () => {
    const tables = await database.query<{ name: string }>(
      `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'organization_id'
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all ($1) order by 1`,
      [[...EXCEPTIONS, 'scratch_notes']],
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['api_keys', 'billing_profiles', 'contacts', 'domains', 'org_ips']),
    );
    const expected = await setup('scratch_notes');
    expect(expected).toHaveLength(15);
    // A key of an administrator belongs to the platform, so the path of a key depends on its role too.
    const ofKeys = (definition: string): string =>
      definition.includes('TABLE_20_follow_organization')
        ? definition
            .replace('UPDATE OF organization_id ON', 'UPDATE OF organization_id, role ON')
            .replace('FUNCTION follow_organization', 'FUNCTION TABLE_follow_organization')
        : definition;
    for (const { name } of tables)
      expect([name, await setup(name)]).toEqual([
        name,
        name === 'api_keys' ? expected.map(ofKeys) : expected,
      ]);
  });

  it('gets the paths of rows that were there before', async () => {
    expect(await database.query(`select path from scratch_notes where text = 'before'`)).toEqual([
      { path: '/1/456/' },
    ]);
  });

  it('moves, hides and returns with its organization, and has a history', async () => {
    const path = async (): Promise<unknown> =>
      (await database.query<{ path: string }>(`select path from scratch_notes where text = 'moving'`))[0]
        ?.path;
    await database.query(`insert into scratch_notes (organization_id, text) values (789, 'moving')`);
    await database.query(`update organizations set parent_id = 456 where id = 789`);
    expect(await path()).toBe('/1/456/789/');
    await database.query(`update organizations set deleted_at = now(), deleted_with_id = 789 where id = 789`);
    expect(await path()).toBe('');
    await database.query(`update organizations set deleted_at = null, deleted_with_id = null where id = 789`);
    expect(await path()).toBe('/1/456/789/');
    await database.query(`alter table scratch_notes add priority integer`);
    await database.query(`update scratch_notes set priority = 3 where text = 'moving'`);
    await database.query(`delete from scratch_notes where text = 'moving'`);
    const history = await database.query(
      `select action, organization_id, after ->> 'priority' as priority from audit_entries
        where resource_type = 'note' order by id`,
    );
    expect(history).toEqual([
      { action: 'created', organization_id: 789, priority: null },
      { action: 'updated', organization_id: 789, priority: '3' },
      { action: 'deleted', organization_id: 789, priority: null },
    ]);
  });

  it('records what a trigger of the program updates together with a path', async () => {
    const app = new pg.Client({ connectionString: database.url, options: `-c role=${APP_ROLE}` });
    await app.connect();
    for (const sql of [
      `begin`,
      `select set_config('organizations.scope', '/1/', true), set_config('organizations.scope_end', '/10', true)`,
      `create temp table forged (id integer)`,
      `create function pg_temp.change() returns trigger language plpgsql as
         $$ begin update scratch_notes set path = '/1/', text = 'forged' where text = 'before'; return null; end $$`,
      `create trigger forged after insert on forged for each row execute function pg_temp.change()`,
      `insert into forged values (1)`,
    ])
      await app.query(sql);
    const entries = await app.query(`select 1 from audit_entries where after ->> 'text' = 'forged'`);
    await app.query('rollback');
    await app.end();
    expect(entries.rowCount).toBe(1);
  });

  it('refuses a path that is set by hand', async () => {
    await expect(database.query(`update scratch_notes set path = '/9/'`)).rejects.toThrow(
      'the path follows the parent and cannot be set',
    );
  });

  it('takes writes under the former names of its usage tables, for instances of the release before', async () => {
    for (const n of [1, 2])
      await database.query(
        `insert into domain_traffic (domain_id, hour, requests, last_seen_at) values ('dom_123', '2024-01-01', $1, now())
         on conflict (domain_id, hour) do update set requests = domain_traffic.requests + excluded.requests`,
        [n],
      );
    expect(await database.query(`select requests from domain_usage where domain_id = 'dom_123'`)).toEqual([
      { requests: '3' },
    ]);
    const [before] = await database.query<{ version: string }>(`select version from rights`);
    await database.query(`update organizations set status_id = 1 where id = 456`);
    const [after] = await database.query<{ version: string }>(`select value as version from auth_epoch`);
    expect(after).not.toEqual(before);
    await expect(database.query(`select require_rights($1)`, [before!.version])).rejects.toMatchObject({
      code: 'OR001',
    });
  });
});
