import type { EntityManager } from 'typeorm';
import type { CopiedRow } from '../database/copied-row.js';
import type { DomainState } from './index/domain-table.js';
import type { OrgIpState } from './index/org-ip-table.js';
import type { OrganizationState } from './index/organization-tree.js';
import { RoutingIndex } from './index/routing-index.js';

/** Runs a statement with the platform's scope, which sees all rows. */
export type RunStatement = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** The rows of the index. A domain and an IP begin with their key in the index. */
type OrganizationRow = [
  id: number,
  name: string,
  parentId: number | null,
  suspended: boolean,
  costLimitMonth: number | null,
  creditLimitReached: boolean,
];
type DomainRow = [
  name: string,
  id: string,
  organizationId: number,
  active: boolean,
  sipRealm: string | null,
  registrationEnabled: boolean,
  tlsEnabled: boolean,
];
type OrgIpRow = [
  network: string,
  id: string,
  organizationId: number,
  active: boolean,
  type: OrgIpState['type'],
  allowedPorts: OrgIpState['allowedPorts'],
  protocols: OrgIpState['protocols'],
];

/** The month of a block, as `monthNumber` counts. */
const MONTH_NUMBER = `(extract(year from month) * 12 + extract(month from month) - 1)::integer`;

/** Some rows are read as JSON arrays, which one value of a result can hold together. */
const organizationJson = `json_build_array(id, name, parent_id, status_id = 1,
  (select ${MONTH_NUMBER} from blocks where organization_id = organizations.id and reason = 'cost_limit'),
  exists (select from blocks where organization_id = organizations.id and reason = 'credit_limit'))`;
const domainJson = `json_build_array(domain, id, organization_id, status = 'active', sip_realm, registration_enabled, tls_enabled)`;
const orgIpJson = `json_build_array(network, id, organization_id, status = 'active', type, allowed_ports, protocols)`;

/** All rows. Their columns have the types that `CopiedRow` reads. */
const ORGANIZATIONS = `
  select id::integer, name, parent_id::integer, status_id = 1, cost_limit.month, credit_limit.organization_id is not null
    from organizations
    left join (select organization_id, ${MONTH_NUMBER} as month from blocks where reason = 'cost_limit') cost_limit
           on cost_limit.organization_id = id
    left join (select organization_id from blocks where reason = 'credit_limit') credit_limit
           on credit_limit.organization_id = id
   where deleted_at is null`;
const DOMAINS = `
  select domain, id, organization_id::integer, status = 'active', sip_realm, registration_enabled, tls_enabled
    from domains`;
const ORG_IPS = `
  select network::text, id, organization_id::integer, status = 'active', type,
         case when allowed_ports is not null or protocols is not null
              then json_build_object('allowedPorts', allowed_ports, 'protocols', protocols)::text end
    from org_ips`;

/** A snapshot as PostgreSQL writes it: `xmin:xmax:` and the transactions between them that were running. */
export type Snapshot = string;

export interface ChangeBatch {
  /** The snapshot that the batch was read with. */
  snapshot: Snapshot;
  authEpoch: string;
}

interface ChangeBatchRow extends ChangeBatch {
  organizations: [id: string, row: OrganizationRow | null][];
  domains: [name: string, row: DomainRow | null][];
  networks: [network: string, rows: OrgIpRow[] | null][];
}

const SNAPSHOT = 'pg_current_snapshot()::text as snapshot';

/**
 * Whether there are changes that a snapshot did not see. The orders make PostgreSQL use the index: without them it expects to
 * come across one of many rows at once.
 */
const CHANGED = `
  select ${SNAPSHOT}, (select value::text from auth_epoch) as "authEpoch",
         coalesce((select true from routing_changes where xid >= pg_snapshot_xmax($1::pg_snapshot)
                    order by xid limit 1),
                  (select true from routing_changes where xid = any (array(select pg_snapshot_xip($1::pg_snapshot)))
                    order by xid limit 1), false) as changed`;

/**
 * Two index scans, for transactions that began after the snapshot and for those that were running. The condition
 * `not pg_visible_in_snapshot(…)` would read all changes since the oldest running transaction.
 */
const CHANGES = `
  with changed as materialized (
    select kind, key from routing_changes where xid >= pg_snapshot_xmax($1::pg_snapshot)
    union
    select kind, key from routing_changes where xid = any (array(select pg_snapshot_xip($1::pg_snapshot)))
  )
  select ${SNAPSHOT}, (select value::text from auth_epoch) as "authEpoch",
         (select coalesce(json_agg(json_build_array(key, (
             select ${organizationJson} from organizations where id = key::integer and deleted_at is null
           ))), '[]') from changed where kind = 'organization') as organizations,
         (select coalesce(json_agg(json_build_array(key, (
             select ${domainJson} from domains where domain = key
           ))), '[]') from changed where kind = 'domain') as domains,
         (select coalesce(json_agg(json_build_array(key, (
             select json_agg(${orgIpJson}) from org_ips where network = key::cidr
           ))), '[]') from changed where kind = 'network') as networks`;

const CANDIDATES = `
  with found_domains as materialized (
    select * from domains where domain = $1
  ), found_org_ips as materialized (
    select * from org_ips where network = any (networks_around($2::cidr))
  ), owners as (
    select organization_id as id from found_domains union select organization_id from found_org_ips
  ), owners_and_ancestors as (
    select distinct unnest(path_ids(path)) as id from organizations join owners using (id)
  )
  select (select json_agg(${domainJson}) from found_domains) as domains,
         (select json_agg(${orgIpJson}) from found_org_ips) as "orgIps",
         (select json_agg(${organizationJson})
            from organizations join owners_and_ancestors using (id) where deleted_at is null) as organizations`;

/** A snapshot that saw no change, so that the whole log counts as new. */
export const EMPTY_SNAPSHOT: Snapshot = '3:3:';

export async function readSnapshot(run: RunStatement): Promise<Snapshot> {
  const [row] = await run<{ snapshot: Snapshot }>(`select ${SNAPSHOT}`, []);
  return row!.snapshot;
}

/**
 * Identifies the system, the timeline and the database. After a failover the timeline is another, and its log of changes
 * does not continue the former one.
 */
export async function readServerIdentity(run: RunStatement): Promise<string> {
  const [row] = await run<{ server: string }>(
    `select concat_ws('/', system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), pg_database.oid) as server
       from pg_control_system(), pg_database where datname = current_database()`,
    [],
  );
  return row!.server;
}

/** Hands over all rows of a query. */
export type CopyRows = (query: string, onRow: (row: CopiedRow) => void) => Promise<void>;

/**
 * Loads the whole index. It may or may not contain a change that is committed meanwhile. A snapshot taken before the
 * load does not see such a change, so `applyChanges` since that snapshot adds it.
 */
export async function loadIndex(copy: CopyRows): Promise<RoutingIndex> {
  const index = new RoutingIndex();
  await copy(ORGANIZATIONS, (row) => {
    index.tree.put({
      id: row.integer()!,
      name: row.text()!,
      parentId: row.integer(),
      suspended: row.boolean(),
      costLimitMonth: row.integer(),
      creditLimitReached: row.boolean(),
    });
  });
  await copy(DOMAINS, (row) => {
    index.domains.put(row.text()!, {
      id: row.text()!,
      organizationId: row.integer()!,
      active: row.boolean(),
      sipRealm: row.text(),
      registrationEnabled: row.boolean(),
      tlsEnabled: row.boolean(),
    });
  });
  const parseRestrictions = restrictionsParser();
  await copy(ORG_IPS, (row) => {
    index.orgIps.add(row.text()!, {
      id: row.text()!,
      organizationId: row.integer()!,
      active: row.boolean(),
      type: row.text() as OrgIpState['type'],
      ...parseRestrictions(row.text()),
    });
  });
  return index;
}

type Restrictions = Pick<OrgIpState, 'allowedPorts' | 'protocols'>;
const UNRESTRICTED: Restrictions = { allowedPorts: null, protocols: null };

/** Parses each different text once, because many rows have the same one. */
function restrictionsParser(): (json: string | null) => Restrictions {
  const parsed = new Map<string, Restrictions>();
  return (json) => {
    if (json === null) return UNRESTRICTED;
    let restrictions = parsed.get(json);
    if (!restrictions) parsed.set(json, (restrictions = JSON.parse(json) as Restrictions));
    return restrictions;
  };
}

/** Applies the changes that a snapshot does not see. */
export async function applyChanges(
  run: RunStatement,
  index: RoutingIndex,
  since: Snapshot,
): Promise<ChangeBatch> {
  // Mostly nothing has changed, and this statement costs a fraction of the next one.
  const [quiet] = await run<ChangeBatch & { changed: boolean }>(CHANGED, [since]);
  if (!quiet!.changed) return { snapshot: quiet!.snapshot, authEpoch: quiet!.authEpoch };
  const [batch] = await run<ChangeBatchRow>(CHANGES, [since]);
  const { organizations, domains, networks, snapshot, authEpoch } = batch!;
  for (const [id, row] of organizations)
    if (row) index.tree.put(toOrganization(row));
    else index.tree.remove(Number(id));
  for (const [name, row] of domains)
    if (row) index.domains.put(name, toDomain(row));
    else index.domains.remove(name);
  for (const [network, rows] of networks) index.orgIps.putNetwork(network, (rows ?? []).map(toOrgIp));
  return { snapshot, authEpoch };
}

/** Reads a small index from the database: what concerns a domain and an address, as it is committed now. */
export async function readCandidates(
  manager: EntityManager,
  domain: string | null,
  address: string | null,
): Promise<RoutingIndex> {
  const [candidates] = await manager.query<
    [{ organizations: OrganizationRow[] | null; domains: DomainRow[] | null; orgIps: OrgIpRow[] | null }]
  >(CANDIDATES, [domain, address]);
  const index = new RoutingIndex();
  for (const row of candidates.organizations ?? []) index.tree.put(toOrganization(row));
  for (const row of candidates.domains ?? []) index.domains.put(row[0], toDomain(row));
  for (const row of candidates.orgIps ?? []) index.orgIps.add(row[0], toOrgIp(row));
  return index;
}

/**
 * Deletes the changes from before a snapshot's `xmin`, if there is a snapshot. Also deletes the changes whose
 * transaction ids this server has not assigned yet: they come from the restored dump of another server. Returns the
 * current snapshot, for the next call.
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

function toOrganization([
  id,
  name,
  parentId,
  suspended,
  costLimitMonth,
  creditLimitReached,
]: OrganizationRow): OrganizationState {
  return { id, name, parentId, suspended, costLimitMonth, creditLimitReached };
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

function toOrgIp([
  _network,
  id,
  organizationId,
  active,
  type,
  allowedPorts,
  protocols,
]: OrgIpRow): OrgIpState {
  return { id, organizationId, active, type, allowedPorts, protocols };
}
