import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { RoutingIndexSync } from '../../../src/routing/sync/routing-index-sync.js';
import { until } from '../../support/eventually.js';
import { bearer, useApi, useSecondInstance } from '../../support/app.js';

/** The rules in SQL, for one call: $1 address, $2 port, $3 protocol, $4 domain, $5 kind, $6 scope. */
const RULES = `
  with living as (
    select id, path from organizations where deleted_at is null and path like $6 || '%'
  ), around as (
    select e.id, e.type, e.status, e.protocols, e.allowed_ports, masklen(e.network) as bits, living.path
      from org_ips e join living on living.id = e.organization_id where e.network >>= $1::inet
  ), named as (
    select d.id, d.status, living.path from domains d join living on living.id = d.organization_id where d.domain = $4
  ), kinds as (select * from around where type in ('both', $5)
  ), active as (select * from kinds where status = 'active'
  ), protocols as (select * from active where $3::text is null or protocols is null or $3 = any (protocols)
  ), ports as (select * from protocols where $2::integer is null or allowed_ports is null or $2 = any (allowed_ports)
  ), longest as (select * from ports where bits = (select max(bits) from ports)
  ), above as (
    select longest.* from longest, named where starts_with(named.path, longest.path) order by length(longest.path) desc limit 1
  ), below as (select longest.* from longest, named where starts_with(longest.path, named.path)
  ), chosen as (
    select * from above
    union select * from below where not exists (select from above) and (select count(*) from below) = 1
    union select * from longest where $4 is null and (select count(*) from longest) = 1
  ), owner as (
    select path from (select path from chosen union all select path from named) paths order by length(path) desc limit 1
  )
  select (select id from chosen) as ip, (select id from named) as domain, (select path from owner) as path, case
    when not exists (select from around) then 'unknown_ip'
    when $4 is not null and not exists (select from named) then 'unknown_domain'
    when not exists (select from kinds) then 'wrong_type'
    when not exists (select from active) then 'inactive_ip'
    when not exists (select from protocols) then 'protocol_not_allowed'
    when not exists (select from ports) then 'port_not_allowed'
    when $4 is not null and not exists (select from above) and not exists (select from below) then 'domain_ip_mismatch'
    when not exists (select from chosen) then 'ambiguous_shared_ip'
    when (select status from named) <> 'active' then 'inactive_domain'
    when exists (select from organizations, owner where starts_with(owner.path, organizations.path) and status_id = 1)
      then 'organization_suspended'
    else 'allowed' end as reason`;

interface Expected {
  ip: string | null;
  domain: string | null;
  path: string;
  reason: string;
}

const NETWORKS = 8;
const ORGANIZATIONS = 24;
const pick = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** An address that two organizations always share. */
const SHARED = '100.65.0.0';

/** Few addresses, domains and organizations, so that they often conflict. */
const address = fc.oneof(
  fc.tuple(fc.nat(3), fc.nat(3)).map(([b, c]) => `100.64.${b}.${c}`),
  fc.constant(SHARED),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([b, c]) => `2001:db8:${b}::${c}`),
);
const bits = (ip: string): number[] =>
  ip.includes(':') ? [32, 47, 48, 64, 127, 128] : [16, 22, 23, 24, 31, 32];

const change = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('entry' as const),
      id: fc.nat(NETWORKS * 3).map((n) => `ip_random-${n}`),
      owner: fc.nat(ORGANIZATIONS - 1),
      address: address.chain((ip) => fc.tuple(fc.constant(ip), pick(...bits(ip)))),
      type: pick('both', 'signaling', 'media'),
      status: pick('active', 'active', 'active', 'inactive'),
      shared: pick(false, true),
      ports: pick(null, null, [5060], [5060, 5061]),
      protocols: pick(null, null, ['UDP'], ['TCP', 'TLS']),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('domain' as const),
      id: fc.nat(10).map((n) => `random-${n}`),
      owner: fc.nat(ORGANIZATIONS - 1),
      name: fc.nat(10).map((n) => `random-${n}.example.org`),
      status: pick('active', 'active', 'active', 'inactive', 'suspended'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('organization' as const),
      owner: fc.nat(ORGANIZATIONS - 1),
      what: pick('suspend', 'activate', 'activate', 'move', 'delete', 'restore'),
      parent: fc.nat(ORGANIZATIONS - 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      table: pick('domains', 'org_ips'),
      n: fc.nat(24),
    }),
  },
);

const call = fc.record({
  ip: address,
  port: pick(undefined, 5060, 5061),
  protocol: pick(undefined, 'UDP', 'TCP'),
  domain: fc.option(
    fc.nat(10).map((n) => `random-${n}.example.org`),
    { nil: undefined },
  ),
  media: pick(undefined, 'true', 'false'),
  scope: pick<'everything' | number>('everything', 'everything', 0, 5),
});

/** Rare outcomes, asked in each run for entries that no change touches. */
const SELDOM = [
  { ip: '100.66.0.1', domain: 'standing.example.org' },
  { ip: '100.66.0.1', domain: 'standing.example.org', media: 'true' },
  { ip: '100.66.0.1', domain: 'standing.example.org', port: 5061 },
  { ip: '100.66.0.1', domain: 'standing.example.org', protocol: 'TCP' },
  { ip: '100.66.0.1', domain: 'silent.example.org' },
  { ip: '100.66.1.1', domain: 'standing.example.org' },
  { ip: '100.66.2.1' },
  { ip: '100.66.0.1', domain: 'elsewhere.example.org' },
  { ip: '100.66.3.1' },
].map((asked) => ({
  port: undefined,
  protocol: undefined,
  domain: undefined,
  media: undefined,
  scope: 'everything' as const,
  ...asked,
}));

describe('the routing index', () => {
  const api = useApi();
  /** Its index is no longer updated, so it asks the database for each call. */
  const behind = useSecondInstance(api);
  const ids: number[] = [];
  beforeAll(async () => {
    await behind.app.get(RoutingIndexSync).onApplicationShutdown();
    for (let n = 0; n < ORGANIZATIONS; n++)
      ids.push(await api.createOrganization({ parent: n < 3 ? 1 : ids[Math.floor(n / 2) - 1]! }));
    const standing = await api.createOrganization();
    await api.createDomain(standing, { domain: 'standing.example.org' });
    const silent = await api.createDomain(standing, { domain: 'silent.example.org' });
    await api.database.query(`update domains set status = 'inactive' where id = $1`, [silent]);
    await api.createIp(standing, '100.66.0.0', 24, {
      type: 'signaling',
      allowedPorts: [5060],
      protocols: ['UDP'],
    });
    const idle = await api.createIp(standing, '100.66.1.0', 24);
    await api.database.query(`update org_ips set status = 'inactive' where id = $1`, [idle]);
    const suspended = await api.createOrganization({ status: { id: 1 } });
    await api.createIp(suspended, '100.66.2.0', 24);
    await api.createDomain(suspended, { domain: 'elsewhere.example.org' });
    for (const owner of [standing, suspended]) await api.createIp(owner, '100.66.3.0', 24, { shared: true });
    for (const owner of [3, 4]) await api.createIp(ids[owner]!, SHARED, 24, { shared: true });
  });

  /** Applies a change that the database may refuse. */
  const tryTo = (sql: string, values: unknown[]): Promise<unknown> =>
    api.database.query(sql, values).catch(() => undefined);

  async function apply(step: typeof change extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
    switch (step.kind) {
      case 'entry':
        await tryTo(
          `insert into org_ips (id, organization_id, network, type, status, shared, allowed_ports, protocols)
           values ($1, $2, network(set_masklen($3::inet, $4)), $5, $6, $7, $8, $9)
           on conflict (id) do update set organization_id = excluded.organization_id, network = excluded.network,
             type = excluded.type, status = excluded.status, shared = excluded.shared,
             allowed_ports = excluded.allowed_ports, protocols = excluded.protocols`,
          [
            step.id,
            ids[step.owner],
            ...step.address,
            step.type,
            step.status,
            step.shared,
            step.ports,
            step.protocols,
          ],
        );
        break;
      case 'domain':
        await tryTo(
          `insert into domains (id, organization_id, domain, status) values ($1, $2, $3, $4)
           on conflict (id) do update set organization_id = excluded.organization_id, domain = excluded.domain,
             status = excluded.status`,
          [step.id, ids[step.owner], step.name, step.status],
        );
        break;
      case 'organization': {
        const path = `/organizations/${ids[step.owner]}`;
        if (step.what === 'move') await api.admin.put(`${path}/parent`, { parent: { id: ids[step.parent] } });
        else if (step.what === 'delete') await api.admin.delete(`${path}?force=true`);
        else if (step.what === 'restore') await api.admin.post(`${path}/restore`);
        else await api.admin.patch(path, { status: { id: step.what === 'suspend' ? 1 : 0 } });
        break;
      }
      case 'remove':
        await tryTo(`delete from ${step.table} where id = $1`, [
          step.table === 'domains' ? `random-${step.n}` : `ip_random-${step.n}`,
        ]);
    }
  }

  it('decides as the database does after any changes (property)', async () => {
    let compared = 0;
    const reasons: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 5, maxLength: 25 }),
        fc.array(call, { minLength: 20, maxLength: 30 }),
        async (changes, calls) => {
          // Otherwise all organizations would be deleted after a while.
          const gone = await api.database.query<{ id: number }>(
            'select id from organizations where deleted_with_id = id order by depth',
          );
          for (const { id } of gone) await api.admin.post(`/organizations/${id}/restore`);
          for (const step of changes) await apply(step);
          // Changes apply within a tenth of a second.
          await sleep(100);
          for (const { scope, ...asked } of [...calls, ...SELDOM]) {
            const top = scope === 'everything' ? undefined : ids[scope]!;
            const [found] =
              top === undefined
                ? [{ path: '/' }]
                : await api.database.query<{ path: string }>(
                    'select path from organizations where id = $1 and deleted_at is null',
                    [top],
                  );
            if (!found) continue;
            const [expected] = await api.database.query<Expected>(RULES, [
              asked.ip,
              asked.port ?? null,
              asked.protocol ?? null,
              asked.domain ?? null,
              asked.media === 'true' ? 'media' : 'signaling',
              found.path,
            ]);
            const given = Object.entries(asked).filter(([, value]) => value !== undefined) as [
              string,
              string,
            ][];
            const path = `/routing/decision?${given.map((parameter) => parameter.join('=')).join('&')}`;
            const authorization = bearer({ role: 'edge', ...(top !== undefined && { org: `org_${top}` }) });
            const { body } = await api.as(authorization).get(path);
            expect((await behind.as(authorization).get(path)).body).toEqual(body);
            compared++;
            reasons[expected!.reason] = (reasons[expected!.reason] ?? 0) + 1;
            expect([asked, body.data.reason]).toEqual([asked, expected!.reason]);
            if (!['allowed', 'inactive_domain', 'organization_suspended'].includes(expected!.reason))
              continue;
            expect([body.data.ip?.id, body.data.domain?.id ?? null, body.data.organization.id]).toEqual([
              expected!.ip,
              expected!.domain,
              `org_${expected!.path.split('/').at(-2)}`,
            ]);
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(400);
    // Every outcome occurred.
    expect(Object.keys(reasons)).toHaveLength(11);
  }, 120_000);
});

describe('a domain', () => {
  const api = useApi();
  const names = [
    'company7.voip.example.com',
    'bücher.example.org',
    'straße.example.org',
    'οδός.example.gr',
    'пример.испытание',
    'ἀῃάω.example.gr',
    'հայաստան.example.am',
    'ქართული.example.ge',
    '例え.テスト',
    '한국.example.kr',
    'क्षेत्र.example.in',
    'שלום.example.il',
    'مثال.إختبار',
    'ᏣᎳᎩ.example.net',
    'a-bücher-ő-z.example.hu',
  ];
  const ids = new Map<string, string>();

  beforeAll(async () => {
    const organization = await api.createOrganization();
    for (const domain of names) ids.set(domain, await api.createDomain(organization, { domain }));
    await until(async () => {
      const { body } = await api.edge.get(`/routing/domains/${encodeURIComponent(names.at(-1)!)}`);
      return body.data.allow === true;
    });
  });

  const pick = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
  const fullWidth = (letter: string): string =>
    /[!-~]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;
  // Not those whose capital is more than one letter.
  const capital = (letter: string): string =>
    letter.toUpperCase().toLowerCase() === letter ? letter.toUpperCase() : letter;

  /** A spelling of a letter, or of the dot between labels. */
  const spelled = (letter: string): fc.Arbitrary<string> =>
    letter === '.'
      ? pick('.', '.', '。', '．', '｡')
      : fc.oneof(
          { weight: 6, arbitrary: fc.constant(letter) },
          {
            weight: 3,
            arbitrary: pick(capital(letter), fullWidth(letter), fullWidth(capital(letter))),
          },
          { weight: 1, arbitrary: pick(`${letter}\u00ad`, `${letter}\u200b`) },
        );
  const space = pick('', '', '', ' ', '\u3000', '\u00a0 ');
  const spelling = (name: string): fc.Arbitrary<string> =>
    fc
      .tuple(
        space,
        fc.tuple(...Array.from(name, spelled)).map((letters) => letters.join('')),
        pick('', '', '.', '。'),
        space,
        pick('NFC', 'NFD'),
      )
      .map(([before, spelled, dot, after, form]) => `${before}${spelled.normalize(form)}${dot}${after}`);

  /** The id of the domain that a name finds on each way, or undefined. */
  const found = async (name: string): Promise<Record<string, string | undefined>> => {
    const text = encodeURIComponent(name);
    const list = await api.admin.get(`/domains?domain=${text}`);
    const routed = async (query: string): Promise<string | undefined> =>
      (await api.edge.get(`/routing/decision?ip=192.0.2.77&domain=${query}`)).body.data?.domain?.id;
    return {
      list: list.status === 200 ? list.body.data[0]?.id : undefined,
      express: await routed(text.replace(/^[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)),
      fast: await routed(text),
    };
  };
  const alike = (id: string | undefined): Record<string, string | undefined> => ({
    list: id,
    express: id,
    fast: id,
  });

  it('is found by every spelling of its name, in lists and on both ways of routing (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...names)
          .chain((name) =>
            fc.tuple(
              fc.constant(name),
              fc.oneof(spelling(name), spelling(new URL(`http://${name}`).hostname)),
            ),
          ),
        async ([name, text]) => expect(await found(text)).toEqual(alike(ids.get(name))),
      ),
      { numRuns: 200 },
    );
  });

  it('is not found by another name', async () => {
    for (const text of [
      'company7.voip.example.com..',
      '.company7.voip.example.com',
      'company7․voip․example․com',
      'company7.voip. example.com',
      'company7%2evoip.example.com',
      'bucher.example.org',
      'strasse.example.org',
      'xn--bücher-kva.example.org',
      "company7.voip.example.com'--",
      'company7.voip.example.com\\',
      '。',
      '1.2.3.4',
    ])
      expect([text, await found(text)]).toEqual([text, alike(undefined)]);
  });
});
