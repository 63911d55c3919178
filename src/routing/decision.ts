import type { OrgIpType, TransportProtocol } from '../org-ips/org-ip.entity.js';
import type { Address } from './network-table.js';
import type { Entry, FoundDomain, TrafficIndex } from './traffic-index.js';

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
  domain?: FoundDomain;
}

/**
 * Whose traffic a call is, and whether it is allowed: by the longest prefix of those entries that admit it, and the
 * domain, which has to be of the same line of organizations. `top`: the organization whose subtree is all that exists
 * for who asks; undefined for everything.
 */
export function decide(index: TrafficIndex, call: Call, top?: number): Decision {
  const { forest } = index;
  let domain = call.domain === undefined ? undefined : index.domain(call.domain);
  if (domain && !exists(index, domain, top)) domain = undefined;
  let entry: Entry | undefined;
  if (call.address !== undefined) {
    const [reason, entries] = admit(index, call, call.address, top);
    // The domain is looked at before what the entries admit, and may be known all the same.
    if (reason === 'unknown_ip') return { reason, owner: domain?.owner, domain };
    if (call.domain !== undefined && !domain) return { reason: 'unknown_domain', ...ofOne(entries) };
    if (reason !== undefined) return { reason, ...ofOne(entries), domain };
    const [refusal, picked] = pick(index, entries, domain);
    if (refusal !== undefined)
      return { reason: refusal, owner: picked?.owner ?? domain?.owner, entry: picked, domain };
    entry = picked;
  } else if (!domain) return { reason: 'unknown_domain' };

  // On one line of organizations, so the lower one's traffic, which the upper one answers for.
  const owner = entry && domain ? lower(index, entry.owner, domain.owner) : (entry ?? domain)!.owner;
  if (domain && !domain.active) return { reason: 'inactive_domain', owner, entry, domain };
  const reason = forest.isSuspended(owner) ? 'organization_suspended' : 'allowed';
  return { reason, owner, entry, domain };
}

/** What is said where no entry gets further than this: the conditions that it failed by, in their order. */
const refusals: Reason[] = ['wrong_type', 'inactive_ip', 'protocol_not_allowed', 'port_not_allowed'];
const ADMITTED = refusals.length;

/** How many of the conditions a call meets, one after the other. */
function progress({ type, active, protocols, allowedPorts }: Entry, call: Call): number {
  if (type !== 'both' && type !== call.traffic) return 0;
  if (!active) return 1;
  if (protocols && call.protocol !== undefined && !protocols.includes(call.protocol)) return 2;
  if (allowedPorts && call.port !== undefined && !allowedPorts.includes(call.port)) return 3;
  return ADMITTED;
}

/**
 * The entries of the longest prefix that admit the call. Where none does, why not: the condition that the last of them
 * failed by, and the entries of the longest prefix that got as far.
 */
function admit(
  index: TrafficIndex,
  call: Call,
  address: Address,
  top: number | undefined,
): [reason: Reason | undefined, entries: Entry[]] {
  let furthest = -1;
  let closest: Entry[] = [];
  let network = index.entriesAround(address);
  for (; network && furthest < ADMITTED; network = index.entriesAround(address, network.bits)) {
    const entries =
      top === undefined ? network.entries : network.entries.filter((entry) => exists(index, entry, top));
    let best = -1;
    for (const entry of entries) best = Math.max(best, progress(entry, call));
    if (best <= furthest) continue;
    furthest = best;
    closest = entries.length === 1 ? entries : entries.filter((entry) => progress(entry, call) === best);
  }
  if (furthest === -1) return ['unknown_ip', closest];
  return [furthest === ADMITTED ? undefined : refusals[furthest], closest];
}

/** Of entries that share a network, the one that the call came through; or why that cannot be told. */
function pick(
  index: TrafficIndex,
  entries: Entry[],
  domain: FoundDomain | undefined,
): [reason: Reason | undefined, entry?: Entry] {
  if (!domain) return entries.length === 1 ? [undefined, entries[0]] : ['ambiguous_shared_ip'];
  const { forest } = index;
  let nearest: Entry | undefined;
  let levels = Infinity;
  for (const entry of entries) {
    const distance = forest.distance(entry.owner, domain.owner);
    if (distance >= 0 && distance < levels) [nearest, levels] = [entry, distance];
  }
  if (nearest) return [undefined, nearest];
  const below = entries.filter(({ owner }) => forest.distance(domain.owner, owner) >= 0);
  if (below.length === 1) return [undefined, below[0]];
  return below.length > 1 ? ['ambiguous_shared_ip'] : ['domain_ip_mismatch', ofOne(entries).entry];
}

/** What can be said of entries that nobody needs to choose between. */
function ofOne(entries: Entry[]): Pick<Decision, 'entry' | 'owner'> {
  return entries.length === 1 ? { entry: entries[0], owner: entries[0]!.owner } : {};
}

/** Whether what an organization owns is there for somebody. */
function exists({ forest }: TrafficIndex, { owner }: { owner: number }, top: number | undefined): boolean {
  return top === undefined || forest.distance(top, owner) >= 0;
}

function lower({ forest }: TrafficIndex, one: number, other: number): number {
  return forest.distance(one, other) >= 0 ? other : one;
}
