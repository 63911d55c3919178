import { describe, expect, it } from '@jest/globals';
import { outcomeOf, tally, useApi, useSecondInstance, type Answer, type TestApi } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { HeldLock } from '../support/held-lock.js';

describe('two instances on one database', () => {
  const api = useApi();
  const other = useSecondInstance(api);
  const instances = (): [TestApi, TestApi] => [api, other];

  /** Sends concurrent requests, to both instances in turn. */
  const race = (count: number, make: (at: TestApi, number: number) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => make(instances()[n % 2]!, n)));

  const organization = (fields: Record<string, unknown>) => ({
    name: 'Raced',
    type: { id: 4 },
    country: { id: 74 },
    ...fields,
  });

  it('give a domain, an id, a network or an ext_reference to one of many', async () => {
    expect(
      tally(
        await race(24, (at, n) =>
          at.admin.post(`/domains/name-${n}`, {
            domain: 'raced.example.org',
            orgId: `org_${n % 3 ? 456 : 789}`,
          }),
        ),
      ),
    ).toEqual({ done: 1, domain_exists: 23 });
    expect(
      tally(
        await race(24, (at, n) =>
          at.admin.post('/domains/raced', { domain: `raced-${n}.example.org`, orgId: 'org_456' }),
        ),
      ),
    ).toEqual({ done: 1, domain_id_exists: 23 });
    const owners = [456, 789, 999];
    const networks = await race(24, (at, n) =>
      at.admin.post(`/orgips/${owners[n % 3]}`, {
        orgId: `org_${owners[n % 3]}`,
        ipAddress: '198.18.0.0',
        cidr: 16 + (n % 8),
      }),
    );
    const winners = networks.filter(({ status }) => status === 201);
    expect(winners.length).toBeGreaterThan(0);
    expect(new Set(winners.map(({ body }) => body.data.orgId as string)).size).toBe(1);
    expect(
      tally(
        await race(24, (at) =>
          at.admin.post(
            '/organizations',
            organization({ ext_reference: 'raced', relation: { parent: { id: 456 } } }),
          ),
        ),
      ),
    ).toEqual({ done: 1, ext_reference_taken: 23 });
    expect(
      tally(
        await race(24, (at) =>
          at.admin.post('/orgips/ip_raced', { orgId: 'org_789', ipAddress: '198.51.100.5' }),
        ),
      ),
    ).toEqual({ done: 1, ip_id_exists: 23 });
  });

  it('give one response for one Idempotency-Key', async () => {
    const answers = await race(16, (at) =>
      at.admin.post('/organizations', organization({ relation: { parent: { id: 789 } } }), {
        'Idempotency-Key': 'raced',
      }),
    );
    const made = new Set(
      answers.filter(({ status }) => status === 201).map(({ body }) => body.data.id as number),
    );
    expect(made.size).toBe(1);
    expect(Object.keys(tally(answers)).filter((code) => code !== 'idempotency_key_in_use')).toEqual(['done']);
  });

  it('keep the data consistent under concurrent moves, suspensions, deletions and writes', async () => {
    const root = await api.createOrganization({ parent: null, name: 'Storm' });
    const organizations: number[] = [];
    for (let n = 0; n < 12; n++)
      organizations.push(
        await api.createOrganization({ parent: n < 3 ? root : organizations[Math.floor(n / 3)]! }),
      );
    let seed = 20261121;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const any = (): number => organizations[random(organizations.length)]!;
    let made = 0;
    const operations: ((at: TestApi) => Promise<Answer>)[] = [
      (at) => at.admin.put(`/organizations/${any()}/parent`, { parent: { id: random(4) ? any() : root } }),
      (at) => at.admin.put(`/organizations/${any()}/parent?preview=true`, { parent: { id: any() } }),
      (at) => at.admin.patch(`/organizations/${any()}`, { status: { id: random(2) } }),
      (at) => at.manager(any()).patch(`/organizations/${any()}`, { name: `Storm ${made++}` }),
      (at) => at.admin.delete(`/organizations/${any()}?force=true`),
      (at) => at.admin.post(`/organizations/${any()}/restore`),
      (at) => at.admin.post(`/organizations/${any()}/restore`),
      (at) => at.manager(any()).post('/organizations', organization({ relation: { parent: { id: any() } } })),
      (at) =>
        at.admin.post(`/domains/storm-${made}`, {
          domain: `storm-${made++}.example.org`,
          orgId: `org_${any()}`,
        }),
      (at) => at.admin.put(`/domains/storm-${random(made + 1)}`, { orgId: `org_${any()}` }),
      (at) => at.admin.delete(`/domains/storm-${random(made + 1)}?force=true`),
      (at) =>
        at.admin.post(`/orgips/${any()}`, { orgId: `org_${any()}`, ipAddress: `100.80.0.${random(32)}` }),
      (at) => {
        const id = any();
        return at.admin.post(`/orgips/${id}`, {
          orgId: `org_${id}`,
          ipAddress: `100.80.0.${random(8) * 32}`,
          cidr: 27,
        });
      },
      (at) => at.manager(any()).post(`/organizations/${any()}/contacts`, { type: { id: 1 }, name: 'x' }),
      (at) => at.admin.put(`/billingprofile/${any()}`, { creditLimit: random(100) }),
      (at) => at.admin.post('/apikeys', { name: 'x', role: 'viewer', orgId: `org_${any()}` }),
    ];
    const audited = async (): Promise<number> =>
      (await api.database.query<{ n: number }>('select count(*)::integer as n from audit_entries'))[0]!.n;
    const before = await audited();
    const answers: Answer[] = [];
    const writers = 24;
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < 25; n++)
          answers.push(await operations[random(operations.length)]!(instances()[writer % 2]!));
      }),
    );
    expect(answers).toHaveLength(writers * 25);
    const unexpected = answers.filter(({ status }) => status >= 500 || status === 429);
    expect(unexpected.map(outcomeOf)).toEqual([]);
    expect(tally(answers).done).toBeGreaterThan(100);
    expect(await audited()).toBeGreaterThan(before + 100);

    const wrong = await api.database.query(`
      select 'path' as what, child.id::text from organizations child
        left join organizations parent on parent.id = child.parent_id
       where child.path <> coalesce(parent.path, '/') || child.id || '/'
      union all
      select 'orphan', child.id::text from organizations child join organizations parent on parent.id = child.parent_id
       where child.deleted_at is null and parent.deleted_at is not null
      union all
      select 'path of a resource', resource.id from (
        select id, organization_id, path from domains
        union all select id, organization_id, path from org_ips
        union all select id::text, organization_id, path from contacts
        union all select id, organization_id, path from api_keys where role <> 'admin'
        union all select organization_id::text, organization_id, path from billing_profiles
      ) resource join organizations owner on owner.id = resource.organization_id
       where resource.path <> case when owner.deleted_at is null then owner.path else '' end
      union all
      select 'overlap', a.id from org_ips a join org_ips b on a.id < b.id and a.network && b.network
       where not starts_with(a.path, b.path) and not starts_with(b.path, a.path)`);
    expect(wrong).toEqual([]);
  });

  it('retry a conflicting transaction without an error for the caller', async () => {
    await api.database.query('create sequence attempts');
    await api.database.query('grant usage on sequence attempts to organizations_app');
    const conflict = (code: string, times: number): Promise<unknown> =>
      api.database.query(`
        create or replace function conflict() returns trigger language plpgsql as $$
        begin
          if nextval('attempts') <= ${times} then
            raise exception 'conflict' using errcode = '${code}';
          end if;
          return null;
        end $$`);
    await conflict('40P01', 2);
    await api.database.query(
      'create trigger conflict after update on domains for each row execute function conflict()',
    );
    const update = (tlsEnabled: boolean): Promise<Answer> =>
      api.admin.put('/domains/dom_123', { tlsEnabled });
    const attempts = async (): Promise<number> =>
      Number(
        (await api.database.query(`select setval('attempts', 1, false), last_value as n from attempts`))[0]!
          .n,
      );
    expect((await update(false)).body).toMatchObject({ success: true, data: { tlsEnabled: false } });
    expect(await attempts()).toBe(3);
    await conflict('40001', 2);
    expect((await update(true)).status).toBe(200);
    expect(await attempts()).toBe(3);
    await conflict('40P01', 1000);
    const refused = await update(false);
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'service_unavailable',
      '1',
    ]);
    expect(await attempts()).toBe(5);
    expect((await api.admin.get('/domains/dom_123')).body.data.tlsEnabled).toBe(true);
    await api.database.query('drop trigger conflict on domains');

    await conflict('40P01', 2);
    await api.database.query(
      'create trigger conflict after insert on organizations for each row execute function conflict()',
    );
    const create = (): Promise<Answer> =>
      api.admin.post('/organizations', organization({ relation: { parent: { id: 789 } } }), {
        'Idempotency-Key': 'conflict',
      });
    const made = await create();
    expect([made.status, await attempts()]).toEqual([201, 3]);
    expect((await create()).body).toEqual(made.body);
    await api.database.query('drop trigger conflict on organizations');
  });

  it('refuse a write whose caller lost its access while it waited', async () => {
    const tenant = await api.createOrganization();
    const id = await api.createDomain(tenant);
    const manager = api.manager(tenant);
    expect((await manager.get(`/domains/${id}`)).status).toBe(200);
    const lock = await HeldLock.take(api.database, `select from domains where id = '${id}' for update`);
    const waiting = manager.put(`/domains/${id}`, { tlsEnabled: true });
    await lock.waitForSessions(1);
    expect((await other.admin.patch(`/organizations/${tenant}`, { status: { id: 1 } })).status).toBe(200);
    await lock.release();
    expect(outcomeOf(await waiting)).toBe('organization_suspended');
    expect((await api.admin.get(`/domains/${id}`)).body.data.tlsEnabled).toBe(false);
  });

  it('resolve a deadlock between them without an error for either caller', async () => {
    const [a, b] = [await api.createDomain(456), await api.createDomain(456)];
    await api.database.query('create sequence meetings');
    await api.database.query('grant usage on sequence meetings to organizations_app');
    // The first two updates wait for each other before either locks the other's domain.
    await api.database.query(`
      create function lock_the_other() returns trigger language plpgsql as $$
      begin
        if nextval('meetings') <= 2 then
          perform pg_advisory_xact_lock_shared(4711);
          while (select count(*) from pg_locks join pg_database on pg_database.oid = database
                  where datname = current_database() and locktype = 'advisory' and objid = 4711) < 2 loop
            perform pg_sleep(0.01);
          end loop;
        end if;
        perform from domains where id in ('${a}', '${b}') and id <> new.id for update;
        return null;
      end $$`);
    await api.database.query(
      'create trigger lock_the_other after update on domains for each row execute function lock_the_other()',
    );
    const deadlocks = async (): Promise<number> => {
      await api.database.query('select pg_stat_force_next_flush()');
      const [row] = await api.database.query<{ n: number }>(
        'select deadlocks::integer as n from pg_stat_database where datname = current_database()',
      );
      return row!.n;
    };
    const before = await deadlocks();
    const answers = await Promise.all([
      api.admin.put(`/domains/${a}`, { tlsEnabled: true }),
      other.admin.put(`/domains/${b}`, { tlsEnabled: true }),
    ]);
    expect(tally(answers)).toEqual({ done: 2 });
    expect(await eventually(deadlocks, (count) => count > before)).toBeGreaterThan(before);
    await api.database.query('drop trigger lock_the_other on domains');
  });
});
