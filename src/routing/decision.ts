import type { OrgIpType, TransportProtocol } from '../org-ips/org-ip.entity.js';
import type { Address } from './index/network-table.js';
import type { Entry, IndexedDomain, RoutingIndex } from './index/routing-index.js';

/** Why a call is allowed or not, in the order in which that is looked at: the first that applies is given. */
export const reasons = [
  'unknown_ip',
  'unknown_domain',
  'wrong_type',
  'inactive_ip',
  'protocol_not_allowed',
  'port_not_allowed',
  'domain_ip_mismatch',
  'ambiguous_shared_ip',
  'inactive_domain',
  'organization_suspended',
  'allowed',
] as const;
export type Reason = (typeof reasons)[number];

/** What a proxy knows of a call. What it leaves out is not asked for. */
export interface Call {
  address?: Address;
  port?: number;
  protocol?: TransportProtocol;
  /** In the form in which names are stored. */
  domain?: string;
  traffic: Exclude<OrgIpType, 'both'>;
}

export interface Decision {
  reason: Reason;
  /** Whose traffic it is, in the forest, as far as that can be told. */
  owner?: number;
  entry?: Entry;
  domain?: IndexedDomain;
}

/**
 * Whose traffic a call is, and whether it is allowed: by the longest prefix of those entries that admit it, and the
 * domain, which has to be of the same line of organizations. `top`: the organization whose subtree is all that exists
 * for who asks; undefined for everything.
 */
export function decide(index: RoutingIndex, call: Call, top?: number): Decision {
  const { tree } = index;
  let domain = call.domain === undefined ? undefined : index.domain(call.domain);
  if (domain && !exists(index, domain, top)) domain = undefined;
  let entry: Entry | undefined;
  if (call.address !== undefined) {
    const [reason, entries] = findAdmitting(index, call, call.address, top);
    // The domain is looked at before what the entries admit, and may be known all the same.
    if (reason === 'unknown_ip') return { reason, owner: domain?.owner, domain };
    if (call.domain !== undefined && !domain) return { reason: 'unknown_domain', ...ifSingle(entries) };
    if (reason !== undefined) return { reason, ...ifSingle(entries), domain };
    const [refusal, picked] = chooseEntry(index, entries, domain);
    if (refusal !== undefined)
      return { reason: refusal, owner: picked?.owner ?? domain?.owner, entry: picked, domain };
    entry = picked;
  } else if (!domain) return { reason: 'unknown_domain' };

  // On one line of organizations, so the lower one's traffic, which the upper one answers for.
  const owner = entry && domain ? lowerOf(index, entry.owner, domain.owner) : (entry ?? domain)!.owner;
  if (domain && !domain.active) return { reason: 'inactive_domain', owner, entry, domain };
  const reason = tree.isSuspended(owner) ? 'organization_suspended' : 'allowed';
  return { reason, owner, entry, domain };
}

/** What is said where no entry gets further than this: the conditions that it failed by, in their order. */
const refusalByStep: Reason[] = ['wrong_type', 'inactive_ip', 'protocol_not_allowed', 'port_not_allowed'];
const STEPS = refusalByStep.length;

/** How many of the conditions a call meets, one after the other. */
function progress({ type, active, protocols, allowedPorts }: Entry, call: Call): number {
  if (type !== 'both' && type !== call.traffic) return 0;
  if (!active) return 1;
  if (protocols && call.protocol !== undefined && !protocols.includes(call.protocol)) return 2;
  if (allowedPorts && call.port !== undefined && !allowedPorts.includes(call.port)) return 3;
  return STEPS;
}

/**
 * The entries of the longest prefix that admit the call. Where none does, why not: the condition that the last of them
 * failed by, and the entries of the longest prefix that got as far.
 */
function findAdmitting(
  index: RoutingIndex,
  call: Call,
  address: Address,
  top: number | undefined,
): [reason: Reason | undefined, entries: Entry[]] {
  let furthest = -1;
  let closest: Entry[] = [];
  let network = index.entriesAround(address);
  for (; network && furthest < STEPS; network = index.entriesAround(address, network.bits)) {
    const entries =
      top === undefined ? network.entries : network.entries.filter((entry) => exists(index, entry, top));
    let best = -1;
    for (const entry of entries) best = Math.max(best, progress(entry, call));
    if (best <= furthest) continue;
    furthest = best;
    closest = entries.length === 1 ? entries : entries.filter((entry) => progress(entry, call) === best);
  }
  if (furthest === -1) return ['unknown_ip', closest];
  return [furthest === STEPS ? undefined : refusalByStep[furthest], closest];
}

/** Of entries that share a network, the one that the call came through; or why that cannot be told. */
function chooseEntry(
  index: RoutingIndex,
  entries: Entry[],
  domain: IndexedDomain | undefined,
): [reason: Reason | undefined, entry?: Entry] {
  if (!domain) return entries.length === 1 ? [undefined, entries[0]] : ['ambiguous_shared_ip'];
  const { tree } = index;
  let nearest: Entry | undefined;
  let levels = Infinity;
  for (const entry of entries) {
    const distance = tree.distance(entry.owner, domain.owner);
    if (distance >= 0 && distance < levels) [nearest, levels] = [entry, distance];
  }
  if (nearest) return [undefined, nearest];
  const below = entries.filter(({ owner }) => tree.distance(domain.owner, owner) >= 0);
  if (below.length === 1) return [undefined, below[0]];
  return below.length > 1 ? ['ambiguous_shared_ip'] : ['domain_ip_mismatch', ifSingle(entries).entry];
}

/** What can be said of entries that nobody needs to choose between. */
function ifSingle(entries: Entry[]): Pick<Decision, 'entry' | 'owner'> {
  return entries.length === 1 ? { entry: entries[0], owner: entries[0]!.owner } : {};
}

/** Whether what an organization owns is there for somebody. */
function exists({ tree }: RoutingIndex, { owner }: { owner: number }, top: number | undefined): boolean {
  return top === undefined || tree.distance(top, owner) >= 0;
}

function lowerOf({ tree }: RoutingIndex, one: number, other: number): number {
  return tree.distance(one, other) >= 0 ? other : one;
}
