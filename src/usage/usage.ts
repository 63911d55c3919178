import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { Selection } from '../database/selection.js';

/** How much calls used a domain or an IP. */
export interface UsageStats {
  /** The time of the last call. */
  seen: Date;
  /** Calls in the last 24 hours, counted by full hours of the clock. */
  requests: number;
}

/** The usage table of each kind of resource, its key, and the table of the resource. */
const tables = {
  domain: { usage: 'domain_usage', id: 'domain_id', owner: 'domains' },
  ip: { usage: 'org_ip_usage', id: 'org_ip_id', owner: 'org_ips' },
} as const;

export type UsageKind = keyof typeof tables;

/** Adds the usage of each row as `usage`; null if no call ever used it. */
export function withUsage<T extends ObjectLiteral>(
  rows: Selection<T>,
  kind: UsageKind,
  alias: string,
): Selection<T> {
  const { usage, id } = tables[kind];
  return rows.leftJoin(
    'usage',
    `lateral (select ${id} as id, max(last_seen_at) as seen,
                     coalesce(sum(requests) filter (where hour > now() - interval '24 hours'), 0)::integer as requests
                from ${usage} where ${id} = ${alias}.id group by ${id}) usage on true`,
    ['id', 'seen', 'requests'],
  );
}

/** Whether a call used the resource within the last `seconds`. */
export async function isInUse(
  manager: EntityManager,
  kind: UsageKind,
  id: string,
  seconds: number,
): Promise<boolean> {
  const { usage, id: column } = tables[kind];
  const [{ used }] = await manager.query<[{ used: boolean }]>(
    `select exists (select from ${usage}
                     where ${column} = $1 and last_seen_at > now() - $2 * interval '1 second') as used`,
    [id, seconds],
  );
  return used;
}

/** Adds the calls of each resource, in the order of the ids. A resource that was deleted meanwhile is skipped. */
export async function recordUsage(
  manager: EntityManager,
  kind: UsageKind,
  counts: [id: string, requests: number][],
): Promise<void> {
  const { usage, id, owner } = tables[kind];
  await manager.query(
    `insert into ${usage} (${id}, hour, requests, last_seen_at)
     select counted.id, date_trunc('hour', now()), counted.requests, now()
       from unnest($1::varchar[], $2::bigint[]) counted (id, requests) join ${owner} on ${owner}.id = counted.id
      order by counted.id
     on conflict (${id}, hour) do update
        set requests = ${usage}.requests + excluded.requests, last_seen_at = excluded.last_seen_at`,
    [counts.map(([counted]) => counted), counts.map(([, requests]) => requests)],
  );
}

/** The rows that one transaction examines. A resource has about two dozen. */
const CHUNK = 20_000;

/**
 * Deletes hours that are too old to be shown, except the last hour of each resource. It examines the rows after the id
 * `after` and returns the id after which the next call continues; undefined at the end of the table.
 */
export async function pruneUsage(
  manager: EntityManager,
  kind: UsageKind,
  after: string,
): Promise<string | undefined> {
  const { usage, id } = tables[kind];
  const [{ last, examined }] = await manager.query<[{ last: string | null; examined: number }]>(
    `with chunk as materialized (
       select max(id) as last, count(*)::integer as examined
         from (select ${id} as id from ${usage} where ${id} > $1 order by ${id} limit ${CHUNK}) next
     ), deleted as (
       delete from ${usage} old using chunk
        where old.${id} > $1 and old.${id} <= chunk.last and hour < now() - interval '25 hours'
          and exists (select from ${usage} newer where newer.${id} = old.${id} and newer.hour > old.hour)
     )
     select last, examined from chunk`,
    [after],
  );
  return examined === CHUNK ? last! : undefined;
}
