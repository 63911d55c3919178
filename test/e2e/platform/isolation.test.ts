import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { APP_ROLE, PLATFORM_ROLE } from '../../../src/database/data-source.js';
import { endOfPath } from '../../../src/database/path.js';
import { useApi } from '../../support/app.js';

/** Tables without tenants' data. Every other table, also a new one, is a tenant table. */
const platformTables = [
  'schema_migrations',
  'request_counts',
  'auth_epoch',
  'routing_changes',
  'amounts_summed',
  'organization_statuses',
  'organization_types',
  'organization_classes',
  'relation_types',
  'verification_types',
  'contact_types',
  'countries',
  'currencies',
];

/** Two resellers with a customer each. All four have one resource of each kind. */
const A = { reseller: 7100001, customer: 7100002 };
const B = { reseller: 7200001, customer: 7200002 };

describe('isolation by PostgreSQL', () => {
  // Before `useApi` drops the database.
  afterAll(() => app.end());
  const api = useApi();
  let app: pg.Client;
  let tenantTables: string[];

  beforeAll(async () => {
    tenantTables = (
      await api.database.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm')
          and relname <> all ($1) order by 1`,
        [platformTables],
      )
    ).map(({ name }) => name);
    for (const { reseller, customer } of [A, B])
      await api.database.query(
        `insert into organizations (id, name, type_id, country_id, parent_id, relation_type_id, monthly_cost_limit)
         values (${reseller}, 'a reseller', 4, 74, 1, 0, 0), (${customer}, 'a customer', 4, 74, ${reseller}, 0, 0)`,
      );
    for (const [index, id] of [A, B].flatMap(({ reseller, customer }) => [reseller, customer]).entries())
      for (const sql of [
        `insert into domains (id, organization_id, domain) values ('d${id}', ${id}, 'd${id}.example')`,
        `insert into org_ips (id, organization_id, network) values ('ip_${id}', ${id}, '100.64.0.${index}')`,
        `insert into contacts (organization_id, type_id, name) values (${id}, 1, 'somebody')`,
        `insert into billing_profiles (organization_id) values (${id})`,
        `insert into api_keys (id, organization_id, name, role, prefix, hash)
           values ('key_${id}', ${id}, 'a key', 'viewer', 'oak_', '${id}')`,
        `insert into idempotency_keys (principal, key, request_hash, body) values ('${id}', 'k', 'x', '{}')`,
        `insert into domain_usage (domain_id, hour, requests, last_seen_at) values ('d${id}', now(), 1, now())`,
        `insert into org_ip_usage (org_ip_id, hour, requests, last_seen_at) values ('ip_${id}', now(), 1, now())`,
        `insert into charges (sender, id, organization_id, amount, currency_id, occurred_at)
           values (gen_random_uuid(), '${id}', ${id}, 1, 1, now())`,
        `insert into billing_transactions (organization_id, type, amount, currency) values (${id}, 'payment', 1, 'EUR')`,
        `insert into new_amounts (xid, organization_id) values ('1', ${id})`,
        `insert into spend (organization_id, month, currency_id, category, own, total)
           values (${id}, '2020-01-01', 1, '', 1, 1)`,
        `insert into balances (organization_id, balance) values (${id}, 1)`,
        `insert into blocks (organization_id, reason, month, limit_amount, amount)
           values (${id}, 'cost_limit', date_trunc('month', now() at time zone 'UTC'), 0, 0) on conflict do nothing`,
        `insert into cost_limit_warnings (organization_id, month, threshold, limit_amount, amount)
           values (${id}, '2020-01-01', 50, 1, 1)`,
        `insert into cost_limit_extensions (organization_id, month, amount, reason) values (${id}, '2020-01-01', 1, 'x')`,
        `insert into emergency_calls (time, organization_id, calls) values (now(), ${id}, 1)`,
      ])
        await api.database.query(sql);
    app = new pg.Client({ connectionString: api.database.url, options: `-c role=${APP_ROLE}` });
    await app.connect();
  });

  /** Acts as the program does, in a transaction that is rolled back. */
  const as = async <T>(
    { scope, end, principal }: { scope?: string; end?: string; principal?: string },
    work: () => Promise<T>,
  ): Promise<T> => {
    await app.query('begin');
    try {
      if (end !== undefined) await app.query(`select set_config('organizations.scope_end', $1, true)`, [end]);
      if (scope === '/') await app.query(`set local role ${PLATFORM_ROLE}`);
      else if (scope !== undefined)
        await app.query(
          `select set_config('organizations.scope', $1, true), set_config('organizations.scope_end', $2, true)`,
          [scope, scope && endOfPath(scope)],
        );
      if (principal !== undefined)
        await app.query(`select set_config('organizations.principal', $1, true)`, [principal]);
      return await work();
    } finally {
      await app.query('rollback');
    }
  };
  const scopeOf = ({ reseller }: typeof A) => ({ scope: `/1/${reseller}/`, principal: String(reseller) });
  const rowsOf = async (table: string): Promise<string[]> =>
    (await app.query<{ row: string }>(`select to_jsonb(${table})::text as row from ${table}`)).rows.map(
      ({ row }) => row,
    );

  it('is forced on every tenant table, for a role that can neither bypass it nor own a table', async () => {
    expect(tenantTables.length).toBeGreaterThanOrEqual(8);
    const open = (): Promise<{ name: string }[]> =>
      api.database.query(
        `select relname as name from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm') and relname <> all ($1)
            and not (relrowsecurity and relforcerowsecurity
                     and exists (select from pg_policy where polrelid = pg_class.oid))`,
        [platformTables],
      );
    expect(await open()).toEqual([]);
    await api.database.query('create table forgotten (organization_id integer)');
    expect(await open()).toEqual([{ name: 'forgotten' }]);
    await api.database.query('drop table forgotten');
    const roles = await api.database.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
              exists (select from pg_class where relowner = pg_roles.oid) as owns
         from pg_roles where rolname = any ($1)`,
      [[APP_ROLE, PLATFORM_ROLE]],
    );
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: false,
    };
    expect(roles).toEqual([nothing, nothing]);
  });

  it('has policies only for the platform, the owner and the scope, and none for public', async () => {
    const policies = await api.database.query<{ table: string; roles: string[]; open: boolean }>(
      `select polrelid::regclass::text as table, array(select case role when 0 then 'public' else pg_get_userbyid(role) end::text from unnest(polroles) role) as roles,
              pg_get_expr(polqual, polrelid) = 'true' or polqual is null as open
         from pg_policy order by 1`,
    );
    expect(new Set(policies.map(({ table }) => table))).toEqual(new Set(tenantTables));
    for (const { table, roles, open } of policies)
      expect([
        table,
        roles.filter((role) => !['organizations_platform', 'pg_database_owner'].includes(role)),
      ]).toEqual([table, open ? [] : [APP_ROLE]]);
  });

  it('has one view that runs with the privileges of the owner: it shows blocks in the scope and above it', async () => {
    const views = await api.database.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
          and not coalesce('security_invoker=true' = any (reloptions), false)`,
    );
    expect(views).toEqual([{ name: 'visible_blocks' }]);
    const seen = (setting: object) =>
      as(setting, async () => {
        const { rows } = await app.query<{ id: number; in_scope: boolean }>(
          'select organization_id as id, in_scope from visible_blocks order by id',
        );
        return rows.map(({ id, in_scope }) => (in_scope ? id : `above: ${id}`));
      });
    expect(await seen(scopeOf(A))).toEqual([A.reseller, A.customer]);
    expect(await seen({ scope: `/1/${A.reseller}/${A.customer}/` })).toEqual([
      `above: ${A.reseller}`,
      A.customer,
    ]);
    expect(await seen({ scope: '/' })).toEqual(
      expect.arrayContaining([A.reseller, A.customer, B.reseller, B.customer]),
    );
    for (const setting of [{}, { scope: '', principal: '' }, { scope: '/31337/' }])
      expect(await seen(setting)).toEqual([]);
  });

  it('applies to every connection of the program', async () => {
    const dataSource = api.app.get(DataSource);
    const roles = await Promise.all(
      Array.from({ length: 30 }, () => dataSource.query('select current_user::text as role, pg_sleep(0.05)')),
    );
    expect(new Set(roles.flat().map(({ role }) => role as string))).toEqual(new Set([APP_ROLE]));
  });

  it.each([
    ['without a scope', {}],
    ['with an empty scope, as a finished transaction leaves it', { scope: '', principal: '' }],
    ['with half a scope', { end: '0' }],
    ['with the scope of no organization', { scope: '/31337/', principal: 'none' }],
  ])('shows nothing and changes nothing %s', async (_, setting) => {
    for (const table of tenantTables) {
      expect([table, await as(setting, () => rowsOf(table))]).toEqual([table, []]);
      for (const change of ['update', 'delete'])
        expect([table, change, await as(setting, () => touched(table, change))]).toEqual([table, change, 0]);
    }
  });

  it('shows a tenant all of its rows and none of another tenant, on every table', async () => {
    for (const table of tenantTables) {
      const own = (await as(scopeOf(A), () => rowsOf(table))).join();
      const everything = (await api.database.query(`select to_jsonb(${table}) as row from ${table}`)).map(
        (row) => JSON.stringify(row),
      );
      expect([table, everything.some((row) => row.includes(String(B.customer)))]).toEqual([table, true]);
      expect(own).not.toContain('72000');
      expect(own).toContain(String(A.reseller));
      if (table !== 'idempotency_keys') expect(own).toContain(String(A.customer));
    }
  });

  it('prevents a tenant from changing another tenant’s rows, on every table', async () => {
    const before = await snapshot();
    for (const table of tenantTables)
      for (const change of ['update', 'delete']) {
        const all = await as(scopeOf(A), () => touched(table, change));
        const mine = await as(scopeOf(A), async () => (await rowsOf(table)).length);
        expect([table, change, [0, mine]]).toEqual([table, change, expect.arrayContaining([all])]);
      }
    expect(await snapshot()).toEqual(before);
  });

  it('prevents a tenant from inserting or moving rows into another tenant’s subtree', async () => {
    const refused = async (sql: string): Promise<string> =>
      as(scopeOf(A), () =>
        app.query(sql).then(
          ({ rowCount }) => `done: ${rowCount}`,
          (error: unknown) => (error as { code: string }).code,
        ),
      );
    for (const sql of [
      `insert into domains (id, organization_id, domain) values ('x', ${B.reseller}, 'x.example')`,
      `insert into org_ips (id, organization_id, network) values ('ip_x', ${B.customer}, '198.18.0.0/24')`,
      `insert into contacts (organization_id, type_id, name) values (${B.reseller}, 1, 'x')`,
      `insert into billing_profiles (organization_id) values (1)`,
      `insert into api_keys (id, organization_id, name, role, prefix, hash) values ('x', ${B.reseller}, 'x', 'viewer', 'x', 'x')`,
      `insert into api_keys (id, organization_id, name, role, prefix, hash) values ('x', ${A.reseller}, 'x', 'admin', 'x', 'x')`,
      `insert into organizations (name, type_id, country_id, parent_id, relation_type_id) values ('x', 4, 74, ${B.reseller}, 0)`,
      `insert into organizations (name, type_id, country_id) values ('x', 4, 74)`,
      `insert into idempotency_keys (principal, key, request_hash, body) values ('${B.reseller}', 'x', 'x', '{}')`,
      `insert into domain_usage (domain_id, hour, requests, last_seen_at) values ('d${B.reseller}', now(), 2, now())`,
      `select from routing_changes`,
      `insert into cost_limit_extensions (organization_id, month, amount, reason) values (${B.reseller}, now(), 1, 'x')`,
      `select review_limits(array[${A.reseller}], '2020-01-01')`,
      `update domains set organization_id = ${B.reseller}`,
      `update api_keys set role = 'admin'`,
      `update organizations set parent_id = ${B.reseller} where id = ${A.customer}`,
      `update organizations set parent_id = null, relation_type_id = null where id = ${A.customer}`,
    ])
      expect([sql, await refused(sql)]).toEqual([sql, '42501']);
    for (const sql of [
      `update domains set path = '/1/${B.reseller}/'`,
      `update organizations set path = '/1/${A.customer}/'`,
    ])
      expect([sql, await refused(sql)]).toEqual([sql, '23514']);
  });

  it('prevents the program from changing the history, the lookups and the schema', async () => {
    for (const sql of [
      `update audit_entries set actor_subject = 'somebody else'`,
      `delete from audit_entries`,
      `truncate audit_entries`,
      `insert into audit_entries (action, resource_type, resource_id, actor_role, after)
       values ('created', 'domain', 'x', 'admin', '{}')`,
      `delete from organizations`,
      `delete from charges`,
      `update billing_transactions set amount = 0`,
      `update spend set total = 0`,
      `delete from blocks`,
      `insert into new_amounts (organization_id) values (1)`,
      `insert into routing_changes (kind, key) values ('domain', 'x')`,
      `update countries set id = id`,
      `alter table domains disable row level security`,
      `drop policy domains_in_scope on domains`,
      `create table public.mine (id integer)`,
    ])
      await expect(as({ scope: '/' }, () => app.query(sql))).rejects.toMatchObject({ code: '42501' });
  });

  it('lets the program call only functions of the owner that return a verdict, and attach no trigger to another table', async () => {
    const functions = await api.database.query<{ name: string; callable: boolean; safe: boolean }>(
      `select proname::text as name, has_function_privilege('${APP_ROLE}', oid, 'execute') as callable,
              coalesce('search_path=public, pg_temp' = any (proconfig), false) as safe
         from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
    );
    expect(functions.filter(({ safe }) => !safe)).toEqual([]);
    expect(functions.filter(({ callable }) => callable).map(({ name }) => name)).toEqual([
      'add_billing_transaction',
      'effective_decimals',
      'effective_status_id',
      'forget_idempotency_keys',
      'lock_path',
      'lock_subtree',
      'next_org_ip_id',
      'record_charges',
      'release_expired_domains',
      'release_expired_org_ips',
      'sum_new_amounts',
    ]);
    for (const trigger of [
      'record_history',
      'carry_resources',
      'follow_organization',
      'organizations_carry_subtree',
    ])
      await expect(
        as({ scope: scopeOf(A).scope }, async () => {
          await app.query('create temp table forged (id integer, organization_id integer, path text)');
          await app.query(
            `create trigger forged after insert on forged for each row execute function ${trigger}('domains', 'id')`,
          );
        }),
      ).rejects.toMatchObject({ code: '42501' });
    const dangerous = await api.database.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
          and has_table_privilege('${APP_ROLE}', oid, 'truncate, references, trigger')`,
    );
    expect(dangerous).toEqual([]);
  });

  it('ignores temporary tables with the name of a tenant table', async () => {
    const seen = await as({ scope: `/1/${A.reseller}/` }, async () => {
      await app.query('create temp table organizations as select 1 as id');
      return rowsOf('domains');
    });
    expect(seen.join()).not.toContain('72000');
    expect(seen).toHaveLength(2);
  });

  it('updates the paths of an organization’s resources when it moves', async () => {
    const root = await api.createOrganization({ parent: null });
    const [top, below] = (await api.createChain(2)) as [number, number];
    await api.createDomain(below);
    await api.createIp(below, '198.51.100.77', 32);
    await api.admin.post(`/organizations/${below}/contacts`, { type: { id: 1 }, name: 'x' });
    await api.admin.put(`/billingprofile/${below}`, { currency: 'EUR' });
    await api.admin.post('/apikeys', { name: 'x', role: 'viewer', orgId: `org_${below}` });
    expect((await api.admin.put(`/organizations/${top}/parent`, { parent: { id: root } })).status).toBe(200);
    for (const table of ['domains', 'org_ips', 'contacts', 'billing_profiles', 'api_keys']) {
      const rows = await api.database.query<{ path: string }>(
        `select path from ${table} where organization_id = $1`,
        [below],
      );
      expect([table, rows]).toEqual([table, [{ path: `/${root}/${top}/${below}/` }]]);
    }
    expect((await api.manager(root).get('/domains')).body.meta.total).toBe(1);
    expect((await api.manager(1).get(`/organizations/${below}`)).status).toBe(404);
  });

  async function touched(table: string, change: string): Promise<number> {
    const columns = await app.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
          and attname in ('updated_at', 'etag')`,
      [table],
    );
    const column = columns.rows[0]?.name;
    const sql = change === 'delete' ? `delete from ${table}` : `update ${table} set ${column} = ${column}`;
    if (change === 'update' && column === undefined) return 0;
    await app.query('savepoint attempt');
    try {
      return (await app.query(sql)).rowCount!;
    } catch (error) {
      // A missing privilege also protects the row.
      expect((error as { code: string }).code).toBe('42501');
      await app.query('rollback to attempt');
      return 0;
    }
  }

  async function snapshot(): Promise<unknown[]> {
    const rows = await Promise.all(
      tenantTables.map((table) =>
        api.database.query(`select to_jsonb(${table})::text as row from ${table} order by 1`),
      ),
    );
    return rows.flat();
  }
});
