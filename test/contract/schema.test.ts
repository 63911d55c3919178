import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createOwnerDataSource, migrate } from '../../src/database/data-source.js';
import { loadClasses } from '../../src/database/load-classes.js';
import { migrations } from '../../src/database/migrations.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

const entities = await loadClasses(join(import.meta.dirname, '../../src'), /\.entity\.js$/);

describe('migrations', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createDatabase({ empty: true });
    dataSource = await createOwnerDataSource(database.url, entities).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Everything that migrations make, as PostgreSQL would write it. */
  const objects = async (): Promise<string[]> =>
    (
      await database.query<{ definition: string }>(
        `select 'table ' || relname || ' ' || coalesce(string_agg(attname || ' ' || format_type(atttypid, atttypmod) ||
                case when attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(adbin, adrelid), ''), ', '
                order by attname), '') as definition
           from pg_class left join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
           left join pg_attrdef on adrelid = pg_class.oid and adnum = attnum
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'S', 'v') group by relname
         union all select pg_get_indexdef(indexrelid) from pg_index join pg_class on pg_class.oid = indrelid
          where relnamespace = 'public'::regnamespace
         union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
          where connamespace = 'public'::regnamespace and conrelid <> 0
         union all select pg_get_triggerdef(pg_trigger.oid) from pg_trigger where not tgisinternal
         union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
         union all select polrelid::regclass || ' ' || polname || ' ' || polcmd::text || ' ' || coalesce(pg_get_expr(polqual, polrelid), '')
            || coalesce(pg_get_expr(polwithcheck, polrelid), '') from pg_policy
         union all select relname || ' ' || relrowsecurity || relforcerowsecurity || coalesce(relacl::text, '') from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')
         order by 1`,
      )
    )
      .map(({ definition }) => definition)
      .filter((definition) => !definition.includes('schema_migrations'));

  it('run up, down to an empty schema, and up again to the same schema', async () => {
    expect(await migrate(dataSource)).toHaveLength(migrations.length);
    const first = await objects();
    for (const _ of migrations) await dataSource.undoLastMigration();
    expect(await objects()).toEqual([]);
    await migrate(dataSource);
    expect(await objects()).toEqual(first);
    expect(await migrate(dataSource)).toEqual([]);
  });

  it('keep existing rows, also those of deleted organizations', async () => {
    const query = (sql: string): Promise<object[]> => database.query(sql);
    await query(
      `insert into organizations (id, name, type_id, country_id) values (1, 'Gone', 1, 74), (2, 'There', 1, 74)`,
    );
    for (const insert of [
      `domains (id, organization_id, domain) select 'dom-' || n, n, n || '.example.org'`,
      `org_ips (id, organization_id, network) select 'ip_' || n, n, ('192.0.2.' || n)::cidr`,
      `contacts (organization_id, type_id, name) select n, 1, 'Somebody'`,
      `billing_profiles (organization_id) select n`,
    ])
      await query(`insert into ${insert} from generate_series(1, 2) n`);
    await query(`update organizations set deleted_at = now(), deleted_with_id = 1 where id = 1`);
    const paths = (): Promise<object[]> =>
      query(`select organization_id as id, path from domains union all select organization_id, path from org_ips
             union all select organization_id, path from contacts
             union all select organization_id, path from billing_profiles order by id, path`);
    const before = await paths();
    expect(before).toEqual([1, 1, 1, 1, 2, 2, 2, 2].map((id) => ({ id, path: id === 1 ? '' : '/2/' })));
    // To the first migration with these tables, and from there again.
    const steps = migrations.length - 3;
    for (let step = 0; step < steps; step++) await dataSource.undoLastMigration();
    await migrate(dataSource);
    expect(await paths()).toEqual(before);
    for (const table of ['domains', 'org_ips', 'contacts', 'billing_profiles', 'organizations'])
      await query(`delete from ${table}`);
  });

  it('agree with the entities', async () => {
    await migrate(dataSource);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  // Neither `not null` nor deferred triggers, which PostgreSQL lists as constraints.
  it('name every constraint and index after its table', async () => {
    const names = await database.query<{ table: string; name: string }>(
      `select conrelid::regclass::text as table, conname as name from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid <> 0 and contype not in ('n', 't')
       union all select indrelid::regclass::text, indexrelid::regclass::text from pg_index
        join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace`,
    );
    const strange = names.filter(
      ({ table, name }) =>
        table !== 'schema_migrations' &&
        !(name.startsWith(table) && /_(pkey|key|fkey|idx|check)$/.test(name)),
    );
    expect(strange).toEqual([]);
  });

  it('run once when several instances start at the same time', async () => {
    const fresh = await createDatabase({ empty: true });
    const instances = await Promise.all(
      [1, 2, 3].map(() => createOwnerDataSource(fresh.url, entities).initialize()),
    );
    const done = await Promise.all(instances.map((instance) => migrate(instance)));
    expect(done.flat()).toHaveLength(migrations.length);
    await Promise.all(instances.map((instance) => instance.destroy()));
    await fresh.drop();
  });
});

describe('constraints', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
  });

  afterAll(() => database.drop());

  const violated = async (sql: string, values: unknown[] = []): Promise<string | undefined> =>
    database.query(sql, values).then(
      () => undefined,
      (error: unknown) => {
        const { constraint, message } = error as { constraint?: string; message: string };
        return constraint ?? message;
      },
    );
  const organization = (columns: Record<string, unknown>): Promise<string | undefined> => {
    const row: Record<string, unknown> = { name: 'x', type_id: 4, country_id: 74, ...columns };
    const names = Object.keys(row);
    return violated(
      `insert into organizations (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')})`,
      Object.values(row),
    );
  };

  it('enforce the rules of organizations', async () => {
    expect(await organization({ name: '' })).toBe('organizations_name_check');
    expect(await organization({ status_id: 2 })).toBe('organizations_status_check');
    expect(await organization({ parent_id: 1 })).toBe('organizations_relation_check');
    expect(await organization({ relation_type_id: 0 })).toBe('organizations_relation_check');
    expect(await organization({ parent_id: 31337, relation_type_id: 0 })).toBe(
      'organizations_parent_id_fkey',
    );
    expect(await organization({ country_id: 4242 })).toBe('organizations_country_id_fkey');
    expect(await organization({ verification: 'x' })).toBe('organizations_verification_check');
    expect(await organization({ monthly_cost_limit: -1 })).toBe('organizations_monthly_cost_limit_check');
    expect(await organization({ deleted_at: new Date() })).toBe('organizations_deleted_check');
  });

  it('keep each path consistent with the parents', async () => {
    expect(await violated(`update organizations set path = '/9/456/' where id = 456`)).toMatch(
      /follows the parent/,
    );
    expect(await violated(`update organizations set parent_id = 1 where id = 1`)).toBe(
      'organizations_no_cycle',
    );
    await database.query(
      `insert into organizations (id, name, type_id, country_id, parent_id, relation_type_id, path, depth)
       values (5000, 'x', 4, 74, 456, 0, '/forged/', 9)`,
    );
    const [row] = await database.query<{ path: string; depth: number }>(
      'select path, depth from organizations where id = 5000',
    );
    expect(row).toEqual({ path: '/1/456/5000/', depth: 3 });
    expect(await violated('delete from organizations where id = 456')).toMatch(/fkey/);
  });

  it('enforce the rules of domains, IPs, contacts and billing profiles', async () => {
    const domain = (id: string, name: string) =>
      violated(`insert into domains (id, organization_id, domain) values ($1, 456, $2)`, [id, name]);
    expect(await domain('x', 'company1.voip.example.com')).toBe('domains_domain_key');
    expect(await domain('dom_123', 'y.example')).toBe('domains_pkey');
    expect(await domain('x', 'Upper.example')).toBe('domains_domain_check');
    expect(await domain('x', 'single')).toBe('domains_domain_check');
    expect(await domain('-', 'y.example')).toBe('domains_id_check');
    expect(await violated(`update domains set metadata = '[]' where id = 'dom_123'`)).toBe(
      'domains_metadata_check',
    );
    const ip = (network: string, owner = 456) =>
      violated(`insert into org_ips (id, organization_id, network) values ('ip_x', $2, $1)`, [
        network,
        owner,
      ]);
    expect(await ip('10.0.0.0/7')).toBe('org_ips_network_check');
    expect(await ip('203.0.113.0/24')).toBe('org_ips_network_taken');
    expect(await ip('203.0.113.64/26', 789)).toBe('org_ips_no_overlap_between_strangers');
    expect(await violated(`update org_ips set allowed_ports = '{0}' where id = 'ip_001'`)).toBe(
      'org_ips_allowed_ports_check',
    );
    expect(await violated(`update org_ips set protocols = '{SMTP}' where id = 'ip_001'`)).toBe(
      'org_ips_protocols_check',
    );
    expect(
      await violated(
        `insert into contacts (organization_id, type_id, name, purchase_order_number) values (456, 1, 'x', 'y')`,
      ),
    ).toBe('contacts_purchase_order_number_check');
    expect(await violated(`update billing_profiles set currency = 'ZZZ'`)).toBe(
      'billing_profiles_currency_fkey',
    );
  });

  it('let networks overlap only between ancestors and descendants (property)', async () => {
    const own = await createDatabase();
    const query: TestDatabase['query'] = (sql, values) => own.query(sql, values);
    const owners = [1, 12, 456, 789, 999];
    const entry = fc.record({
      owner: fc.constantFrom(...owners),
      network: fc
        .tuple(fc.integer({ min: 22, max: 32 }), fc.integer({ min: 0, max: 1023 }))
        .map(([bits, host]) => {
          const address = (host >> (32 - bits)) << (32 - bits);
          return `100.64.${address >> 8}.${address & 255}/${bits}`;
        }),
      type: fc.constantFrom('signaling', 'media', 'both'),
      shared: fc.boolean(),
    });
    const move = fc.record({
      child: fc.constantFrom(456, 789, 999),
      parent: fc.constantFrom(1, 12, 456, 789, 999),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: entry }, move), { maxLength: 40 }),
        async (steps) => {
          await query(`delete from org_ips`);
          await query(`update organizations set parent_id = 1 where id <> 1`);
          for (const [number, step] of steps.entries())
            await (
              'owner' in step
                ? query(
                    `insert into org_ips (id, organization_id, network, type, shared) values ($1, $2, $3, $4, $5)`,
                    [`ip_${number}`, step.owner, step.network, step.type, step.shared],
                  )
                : query(`update organizations set parent_id = $2 where id = $1`, [step.child, step.parent])
            ).catch((error: unknown) =>
              expect(['23P01', '23505', '23514']).toContain((error as { code: string }).code),
            );
          const [{ wrong } = { wrong: -1 }] = await query<{ wrong: number }>(
            `select count(*)::integer as wrong from org_ips a
             join org_ips b on a.id < b.id and a.network && b.network
             join organizations oa on oa.id = a.organization_id join organizations ob on ob.id = b.organization_id
            where not (a.network = b.network and a.shared and b.shared and oa.id <> ob.id)
              and (a.network = b.network and (a.type = b.type or 'both' in (a.type, b.type))
                   or not starts_with(oa.path, ob.path) and not starts_with(ob.path, oa.path))`,
          );
          expect(wrong).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
    await own.drop();
  });
});
