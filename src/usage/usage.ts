import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { Selection } from '../database/selection.js';

/** What came through a domain or an IP. */
export interface UsageStats {
  /** When the last of it did. */
  seen: Date;
  /** In the last 24 hours, whole hours of the clock. */
  requests: number;
}

/** Where the traffic of each kind of thing is kept, and the thing itself. */
const tables = {
  domain: { traffic: 'domain_usage', id: 'domain_id', owner: 'domains' },
  ip: { traffic: 'org_ip_usage', id: 'org_ip_id', owner: 'org_ips' },
} as const;

export type UsageKind = keyof typeof tables;

/** Takes along what came through each row, as `traffic`; null where nothing ever did. */
export function withUsage<T extends ObjectLiteral>(
  rows: Selection<T>,
  kind: UsageKind,
  alias: string,
): Selection<T> {
  const { traffic, id } = tables[kind];
  return rows.leftJoin(
    'traffic',
    `lateral (select ${id} as id, max(last_seen_at) as seen,
                     coalesce(sum(requests) filter (where hour > now() - interval '24 hours'), 0)::integer as requests
                from ${traffic} where ${id} = ${alias}.id group by ${id}) traffic on true`,
    ['id', 'seen', 'requests'],
  );
}

/** Whether something came through in the last seconds. */
export async function isInUse(
  manager: EntityManager,
  kind: UsageKind,
  id: string,
  seconds: number,
): Promise<boolean> {
  const { traffic, id: column } = tables[kind];
  const [{ used }] = await manager.query<[{ used: boolean }]>(
    `select exists (select from ${traffic}
                     where ${column} = $1 and last_seen_at > now() - $2 * interval '1 second') as used`,
    [id, seconds],
  );
  return used;
}

/** Adds how much came through each just now, in the order of their ids. What is deleted by now is passed over. */
export async function recordUsage(
  manager: EntityManager,
  kind: UsageKind,
  counts: [id: string, requests: number][],
): Promise<void> {
  const { traffic, id, owner } = tables[kind];
  await manager.query(
    `insert into ${traffic} (${id}, hour, requests, last_seen_at)
     select counted.id, date_trunc('hour', now()), counted.requests, now()
       from unnest($1::varchar[], $2::bigint[]) counted (id, requests) join ${owner} on ${owner}.id = counted.id
      order by counted.id
     on conflict (${id}, hour) do update
        set requests = ${traffic}.requests + excluded.requests, last_seen_at = excluded.last_seen_at`,
    [counts.map(([counted]) => counted), counts.map(([, requests]) => requests)],
  );
}

/** Rows that are looked at in one transaction, of which each thing has some two dozen. */
const CHUNK = 20_000;

/**
 * Forgets the hours that nobody is shown any more, but for the last of each thing: of the next things behind the id
 * `after`. Answers the id to go on behind; undefined where there is nothing left.
 */
export async function pruneUsage(
  manager: EntityManager,
  kind: UsageKind,
  after: string,
): Promise<string | undefined> {
  const { traffic, id } = tables[kind];
  const [{ last, looked }] = await manager.query<[{ last: string | null; looked: number }]>(
    `with part as materialized (
       select max(id) as last, count(*)::integer as looked
         from (select ${id} as id from ${traffic} where ${id} > $1 order by ${id} limit ${CHUNK}) next
     ), gone as (
       delete from ${traffic} old using part
        where old.${id} > $1 and old.${id} <= part.last and hour < now() - interval '25 hours'
          and exists (select from ${traffic} newer where newer.${id} = old.${id} and newer.hour > old.hour)
     )
     select last, looked from part`,
    [after],
  );
  return looked === CHUNK ? last! : undefined;
}
