import type pg from 'pg';
import type { Population } from './population.js';
import { planTree } from './tree.js';
import type { Progress } from './progress.js';

/** A transaction locks the path of each organization that it gives something to, and the table of locks is limited. */
const BATCH = 5_000;

/**
 * Triggers that check rules or write history and do not change a new row. The generated rows break no rule, and checking
 * each would take minutes. All other triggers before an insert fill in derived columns.
 */
const NOT_NEEDED = ['organizations_20_place', 'org_ips_30_refuse_conflict'];

/** Creation and change times spread over ten years. */
const CREATED = `timestamptz '2015-01-01 00:00:00+00' + ((n - chance('at', n)) * $3::double precision) * interval '1 second'`;
const SECONDS = 10 * 365 * 24 * 60 * 60;

/** A number in [0, 1), the same in every run. */
const CHANCE = `
  create function chance(what text, n integer) returns double precision language sql immutable parallel safe
    return ('x' || substr(md5(what || n), 1, 8))::bit(32)::bigint / 4294967296.0::double precision`;

const filled: [table: string, select: string][] = [
  [
    'organizations',
    `(id, name, ext_reference, class_id, type_id, country_id, status_id, currency_id, monthly_cost_limit,
      parent_id, relation_id, relation_type_id, path, depth, created_at, updated_at)
     select n,
            (array['Nordic', 'Atlas', 'Blue', 'Summit', 'Metro', 'Orion', 'Delta', 'Polar', 'Terra', 'Vector'])
              [1 + floor(chance('a', n) * 10)::integer] || ' ' ||
            (array['Telecom', 'Voice', 'Networks', 'Mobile', 'Connect', 'Systems', 'Carrier', 'Logistics'])
              [1 + floor(chance('b', n) * 8)::integer] || ' ' || n,
            case when chance('r', n) < 0.4 then 'C-' || n else '' end,
            case when chance('c', n) < 0.9 then 0 when chance('c', n) < 0.95 then 1 else 2 end,
            case depth when 1 then 0 when 2 then 1 when 3 then 3
                       else (array[2, 3, 4, 4, 4, 4, 5, 6])[1 + floor(chance('t', n) * 8)::integer] end,
            countries.ids[1 + floor(chance('l', n) * cardinality(countries.ids))::integer],
            -- Low in the tree only: an organization that is suspended is so with everything below.
            case when depth >= 6 and chance('s', n) < 0.01 then 1 else 0 end,
            -- An operator and its customers have one currency.
            currencies.ids[1 + split_part(path, '/', 2)::integer % cardinality(currencies.ids)],
            case when chance('m', n) < 0.3 then (chance('m', n) * 10000)::integer end,
            parent, case when parent is not null then n end,
            case when parent is not null then (case when chance('k', n) < 0.9 then 0 else 1 end) end,
            path, depth, ${CREATED},
            ${CREATED} + chance('p', n) * (timestamptz '2025-01-01 00:00:00+00' - (${CREATED}))
       from plan.tree,
            (select array_agg(id order by id) as ids from countries) countries,
            (select array_agg(id order by id) as ids from currencies) currencies
      where n > $1 and n <= $2 order by n`,
  ],
  [
    'domains',
    `(id, organization_id, domain, type, status, sip_realm, registration_enabled, tls_enabled, metadata,
      created_at, updated_at)
     select 'dom_' || substr(md5('dom' || n), 1, 16), owner,
            (array['sip', 'pbx', 'voice', 'edge'])[1 + floor(chance('da', n) * 4)::integer] || '-' ||
              substr(md5('name' || n), 1, 10) || '.voip.example.com',
            case when chance('dt', n) < 0.9 then 'primary' else 'alias' end,
            case when chance('ds', n) < 0.95 then 'active' when chance('ds', n) < 0.99 then 'inactive' else 'suspended' end,
            case when chance('dr', n) < 0.2 then 'realm-' || n || '.example.com' end,
            chance('de', n) < 0.9, chance('dl', n) < 0.6,
            case when chance('dm', n) < 0.3
                 then json_build_object('region', (array['us-east', 'us-west', 'eu-central'])[1 + floor(chance('dg', n) * 3)::integer],
                                        'cluster', 'prod-' || floor(chance('dc', n) * 9)) end,
            ${CREATED},
            ${CREATED} + chance('dp', n) * (timestamptz '2025-01-01 00:00:00+00' - (${CREATED}))
       from plan.owners where n > $1 and n <= $2 order by n`,
  ],
  [
    'org_ips',
    `(id, organization_id, network, type, description, status, allowed_ports, protocols, created_at, updated_at)
     select 'ip_' || lpad(n::text, greatest(3, length(n::text)), '0'), owner,
            -- Spread over 190 networks /8 that are neither loopback nor multicast; no two overlap.
            network(set_masklen('11.0.0.0'::inet + ((n % 190 + case when n % 190 >= 116 then 1 else 0 end)::bigint * 16777216
              + n / 190 * 977), case when chance('ib', n) < 0.6 then 32 else 24 + n % 8 end)),
            case when chance('it', n) < 0.7 then 'both' when chance('it', n) < 0.85 then 'signaling' else 'media' end,
            case when chance('id', n) < 0.5 then 'Gateway ' || n end,
            case when chance('is', n) < 0.97 then 'active' else 'inactive' end,
            case when chance('ip', n) < 0.3 then array[5060, 5061] end,
            case when chance('ir', n) < 0.3 then array['UDP', 'TCP', 'TLS'] end,
            ${CREATED},
            ${CREATED} + chance('iu', n) * (timestamptz '2025-01-01 00:00:00+00' - (${CREATED}))
       from plan.owners where n > $1 and n <= $2 order by n`,
  ],
];

/**
 * Tables for the reference servers where the program's own do not fit: same columns, indexes and size, without
 * triggers, foreign keys and policies.
 */
const BARE = [
  `create schema bare`,
  `create table bare.domains (like domains including all)`,
  `create table bare.audit_entries (like audit_entries including all)`,
  `create table bare.org_ips (like org_ips including all)`,
  `create index on bare.org_ips using gist (network inet_ops)`,
];

export const rowsToFill = ({ size }: Population): number => size * (filled.length + 2);

/** Fills an empty, migrated database, one set of rows at a time. */
export async function fill(client: pg.Client, population: Population, progress: Progress): Promise<void> {
  const { size } = population;
  progress.step('planning the tree');
  await client.query('create schema plan');
  await client.query(CHANCE);
  await planTree(client, population);

  await client.query('set session_replication_role = replica');
  await client.query('set synchronous_commit = off');
  for (const [table, select] of filled) {
    progress.step(table);
    const restore = await fireBeforeInsert(client, table);
    await withoutIndexes(client, table, progress, async () => {
      for (let from = 0; from < size; from += BATCH) {
        const to = Math.min(size, from + BATCH);
        await client.query(`insert into ${table} ${select}`, [from, to, SECONDS / size]);
        progress.advance(to - from);
      }
    });
    await restore();
  }
  progress.step('bare tables');
  for (const statement of BARE) await client.query(statement);
  for (const table of ['domains', 'org_ips'])
    await withoutIndexes(client, `bare.${table}`, progress, async () => {
      await client.query(`insert into bare.${table} select * from ${table}`);
      progress.advance(size);
    });

  await client.query(`alter table organizations alter column id restart with ${size + 1}`);
  await client.query(`select setval('organization_relations_id_seq', $1), setval('org_ips_id_seq', $1)`, [
    size,
  ]);
  await client.query('drop schema plan cascade');
  await client.query('drop function chance');
  await client.query('reset session_replication_role');
  await client.query('reset synchronous_commit');
  progress.step('vacuum');
  await client.query('vacuum (analyze, freeze)');
}

/** In a session without triggers, enables those triggers of a table that fill in a new row. Returns a function that undoes it. */
async function fireBeforeInsert(client: pg.Client, table: string): Promise<() => Promise<void>> {
  // Bits of tgtype: row, before, insert.
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tgname) as name from pg_trigger
      where tgrelid = $1::regclass and not tgisinternal and tgtype & 7 = 7 and tgname <> all ($2)`,
    [table, NOT_NEEDED],
  );
  const alter = async (how: string): Promise<void> => {
    for (const { name } of rows) await client.query(`alter table ${table} enable ${how} trigger ${name}`);
  };
  await alter('always');
  return () => alter('');
}

/** Fills a table first and builds its indexes afterwards, except those of constraints. */
async function withoutIndexes(
  client: pg.Client,
  table: string,
  progress: Progress,
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  for (const { name, definition } of rows) {
    progress.step(`index ${name}`);
    await client.query(definition);
  }
}
