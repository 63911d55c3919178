import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { DomainState, EntryState } from './index/routing-index.js';
import type { OrganizationState } from './index/organization-tree.js';
import { RoutingIndex } from './index/routing-index.js';

/** Asks a statement with its values on behalf of the platform. */
export type RunStatement = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** What the index is made of, each with the key under which it has it. */
type OrganizationRow = [id: number, name: string, parentId: number | null, suspended: boolean];
type DomainRow = [
  name: string,
  id: string,
  organizationId: number,
  active: boolean,
  sipRealm: string | null,
  registrationEnabled: boolean,
  tlsEnabled: boolean,
];
type EntryRow = [
  network: string,
  id: string,
  organizationId: number,
  active: boolean,
  type: EntryState['type'],
  allowedPorts: EntryState['allowedPorts'],
  protocols: EntryState['protocols'],
];

/**
 * Rows as arrays, in JSON: PostgreSQL writes and Node.js reads thousands of them at once in a fraction of the time that
 * it takes to read them one by one.
 */
const organizations = `json_build_array(id, name, parent_id, status_id = 1)`;
const domains = `json_build_array(domain, id, organization_id, status = 'active', sip_realm, registration_enabled, tls_enabled)`;
const entries = `json_build_array(network, id, organization_id, status = 'active', type, allowed_ports, protocols)`;

/** Rows that are read at once when the index is loaded. */
const CHUNK = 2_000;

/** What a reader of the log has seen, as PostgreSQL writes it: `xmin:xmax:` and what was running between them. */
export type Snapshot = string;

export interface ChangeBatch {
  snapshot: Snapshot;
  /** The version of everybody's rights. */
  authEpoch: string;
}

interface ChangeBatchRow extends ChangeBatch {
  organizations: [id: string, row: OrganizationRow | null][];
  domains: [name: string, row: DomainRow | null][];
  networks: [network: string, rows: EntryRow[] | null][];
}

const SNAPSHOT = 'pg_current_snapshot()::text as snapshot';

/** Not `not pg_visible_in_snapshot(…)`, which would read all since the oldest transaction that was running. */
const CHANGES = `
  with changed as materialized (
    select kind, key from routing_changes where xid >= pg_snapshot_xmax($1::pg_snapshot)
    union
    select kind, key from routing_changes where xid = any (array(select pg_snapshot_xip($1::pg_snapshot)))
  )
  select ${SNAPSHOT}, (select version::text from rights) as "authEpoch",
         (select coalesce(json_agg(json_build_array(key, (
             select ${organizations} from organizations where id = key::integer and deleted_at is null
           ))), '[]') from changed where kind = 'organization') as organizations,
         (select coalesce(json_agg(json_build_array(key, (
             select ${domains} from domains where domain = key
           ))), '[]') from changed where kind = 'domain') as domains,
         (select coalesce(json_agg(json_build_array(key, (
             select json_agg(${entries}) from org_ips where network = key::cidr
           ))), '[]') from changed where kind = 'network') as networks`;

const LOOKUP = `
  with found_domains as materialized (
    select * from domains where domain = $1
  ), found_entries as materialized (
    select * from org_ips where network = any (networks_around($2::cidr))
  ), owners as (
    select organization_id as id from found_domains union select organization_id from found_entries
  ), line as (
    select distinct unnest(path_ids(path)) as id from organizations join owners using (id)
  )
  select (select json_agg(${domains}) from found_domains) as domains,
         (select json_agg(${entries}) from found_entries) as entries,
         (select json_agg(${organizations}) from organizations join line using (id) where deleted_at is null) as organizations`;

/** Has seen nothing, so that all of the log is new. */
export const NOTHING_SEEN: Snapshot = '3:3:';

/** Where the log begins to be read that has not been read yet. */
export async function readSnapshot(ask: RunStatement): Promise<Snapshot> {
  const [row] = await ask<{ snapshot: Snapshot }>(`select ${SNAPSHOT}`, []);
  return row!.snapshot;
}

/** Which database it is that is asked: another one after a failover, whose log does not go on from that of the former. */
export async function readServer(ask: RunStatement): Promise<string> {
  const [row] = await ask<{ server: string }>(
    `select concat_ws('/', system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), pg_database.oid) as server
       from pg_control_system(), pg_database where datname = current_database()`,
    [],
  );
  return row!.server;
}

/** Everything there is. What changes meanwhile may be in it or not: what a snapshot from before does not see has it. */
export async function loadIndex(ask: RunStatement): Promise<RoutingIndex> {
  const index = new RoutingIndex();
  const living = 'organizations where id > $1 and deleted_at is null';
  for await (const rows of chunks<OrganizationRow>(ask, organizations, living, 0))
    for (const row of rows) index.tree.put(toOrganization(row));
  for await (const rows of chunks<DomainRow>(ask, domains, 'domains where id > $1', ''))
    for (const row of rows) index.putDomain(row[0], toDomain(row));
  for await (const rows of chunks<EntryRow>(ask, entries, 'org_ips where id > $1', ''))
    for (const row of rows) index.addEntry(row[0], toEntry(row));
  return index;
}

/** All rows of a table, in the order of their ids. */
async function* chunks<Row>(
  ask: RunStatement,
  row: string,
  source: string,
  first: number | string,
): AsyncGenerator<Row[]> {
  const text = `select coalesce(json_agg(${row}), '[]') as rows, max(id) as last
                  from (select * from ${source} order by id limit ${CHUNK}) chunk`;
  let next = ask<{ rows: Row[]; last: number | string }>(text, [first]);
  for (;;) {
    const [chunk] = await next;
    const { rows, last } = chunk!;
    if (rows.length === CHUNK) {
      next = ask(text, [last]);
      // It may fail before it is waited for.
      next.catch(() => undefined);
      // It goes out now: PostgreSQL and this process work at the same time, and others have their turn.
      await setImmediate();
    }
    yield rows;
    if (rows.length < CHUNK) return;
  }
}

/** Brings the index from what a snapshot saw to what is committed now. */
export async function applyChanges(
  ask: RunStatement,
  index: RoutingIndex,
  since: Snapshot,
): Promise<ChangeBatch> {
  const [news] = await ask<ChangeBatchRow>(CHANGES, [since]);
  const { organizations: changed, domains: named, networks, snapshot, authEpoch } = news!;
  for (const [id, row] of changed) index.putOrganization(Number(id), row && toOrganization(row));
  for (const [name, row] of named) index.putDomain(name, row && toDomain(row));
  for (const [network, rows] of networks) index.putNetwork(network, (rows ?? []).map(toEntry));
  return { snapshot, authEpoch };
}

/** An index of just what concerns a domain and an address, as the database has it now. */
export async function readCandidates(
  manager: EntityManager,
  domain: string | null,
  address: string | null,
): Promise<RoutingIndex> {
  const [found] = await manager.query<
    [{ organizations: OrganizationRow[] | null; domains: DomainRow[] | null; entries: EntryRow[] | null }]
  >(LOOKUP, [domain, address]);
  const index = new RoutingIndex();
  for (const row of found.organizations ?? []) index.tree.put(toOrganization(row));
  for (const row of found.domains ?? []) index.putDomain(row[0], toDomain(row));
  for (const row of found.entries ?? []) index.addEntry(row[0], toEntry(row));
  return index;
}

/**
 * Forgets what was committed before a snapshot, where there is one, and what is of another server: its ids of transactions
 * are those of the dump that was read in here. Answers the snapshot of now, for the next time.
 */
export async function pruneChanges(manager: EntityManager, before: Snapshot | null): Promise<Snapshot> {
  await manager.query(
    `delete from routing_changes
      where xid < pg_snapshot_xmin($1::pg_snapshot) or xid >= pg_snapshot_xmax(pg_current_snapshot())`,
    [before],
  );
  const [row] = await manager.query<[{ snapshot: Snapshot }]>(`select ${SNAPSHOT}`);
  return row.snapshot;
}

function toOrganization([id, name, parentId, suspended]: OrganizationRow): OrganizationState {
  return { id, name, parentId, suspended };
}

function toDomain([
  _name,
  id,
  organizationId,
  active,
  sipRealm,
  registrationEnabled,
  tlsEnabled,
]: DomainRow): DomainState {
  return { id, organizationId, active, sipRealm, registrationEnabled, tlsEnabled };
}

function toEntry([
  _network,
  id,
  organizationId,
  active,
  type,
  allowedPorts,
  protocols,
]: EntryRow): EntryState {
  return { id, organizationId, active, type, allowedPorts, protocols };
}
