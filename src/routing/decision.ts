import type { OrgIpType, TransportProtocol } from '../org-ips/org-ip.entity.js';
import type { Address } from '../org-ips/address.js';
import type { IndexedDomain } from './index/domain-table.js';
import type { IndexedOrgIp } from './index/org-ip-table.js';
import {
  organizationRefusals,
  type OrganizationRefusal,
  type OrganizationTree,
} from './index/organization-tree.js';
import type { RoutingIndex } from './index/routing-index.js';

/** Why a call is allowed or refused, in the order of the checks. A decision has the first reason that applies. */
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
  ...organizationRefusals,
  'allowed',
] as const;
export type Reason = (typeof reasons)[number];

/** What the proxy says about a call. A value that it leaves out is not checked. */
export interface Call {
  address?: Address;
  port?: number;
  protocol?: TransportProtocol;
  /** Normalized, as the database stores it. */
  domain?: string;
  traffic: Exclude<OrgIpType, 'both'>;
  /** An emergency call passes where the organization alone would be refused. */
  emergency?: boolean;
}

export interface Decision {
  reason: Reason;
  /** Why the call would be refused if it were no emergency call. */
  overridden?: OrganizationRefusal;
  /** The slot in the tree of the organization that the call belongs to, if it can be determined. */
  ownerSlot?: number;
  orgIp?: IndexedOrgIp;
  domain?: IndexedDomain;
}

/**
 * Determines which organization a call belongs to and whether it is allowed. The IP is the one with the longest prefix
 * among those that admit the call. The organizations of the IP and of the domain must be the same, or one must be an
 * ancestor of the other. `scopeRoot`: the organization whose subtree the caller sees; undefined for everything.
 */
export function decide(index: RoutingIndex, call: Call, scopeRoot?: number): Decision {
  const { tree } = index;
  let domain = call.domain === undefined ? undefined : index.domains.find(call.domain);
  if (domain && !isVisible(tree, domain, scopeRoot)) domain = undefined;
  let orgIp: IndexedOrgIp | undefined;
  if (call.address !== undefined) {
    const [reason, candidates] = findAdmitting(index, call, call.address, scopeRoot);
    // `unknown_ip` comes before `unknown_domain`, which comes before the conditions of the IPs. The decision also names
    // what was found.
    if (reason === 'unknown_ip') return { reason, ownerSlot: domain?.ownerSlot, domain };
    if (call.domain !== undefined && !domain) return { reason: 'unknown_domain', ...ifSingle(candidates) };
    if (reason !== undefined) return { reason, ...ifSingle(candidates), domain };
    const [refusal, chosen] = chooseOrgIp(tree, candidates, domain);
    if (refusal !== undefined)
      return { reason: refusal, ownerSlot: chosen?.ownerSlot ?? domain?.ownerSlot, orgIp: chosen, domain };
    orgIp = chosen;
  } else if (!domain) return { reason: 'unknown_domain' };

  // One of the two is an ancestor of the other or the same. The call belongs to the lower one, and the ancestor is
  // responsible for it.
  const ownerSlot =
    orgIp && domain ? lowerOf(tree, orgIp.ownerSlot, domain.ownerSlot) : (orgIp ?? domain)!.ownerSlot;
  if (domain && !domain.active) return { reason: 'inactive_domain', ownerSlot, orgIp, domain };
  const refusal = tree.refusalOf(ownerSlot);
  if (refusal !== undefined && !call.emergency) return { reason: refusal, ownerSlot, orgIp, domain };
  return { reason: 'allowed', ownerSlot, orgIp, domain, overridden: refusal };
}

/** The reason for a refusal, by how many of the conditions the best IP meets. */
const refusalByConditionsMet: Reason[] = [
  'wrong_type',
  'inactive_ip',
  'protocol_not_allowed',
  'port_not_allowed',
];
const ALL_CONDITIONS = refusalByConditionsMet.length;

/** How many conditions of an IP a call meets before the first one that it fails. */
function conditionsMet({ type, active, protocols, allowedPorts }: IndexedOrgIp, call: Call): number {
  if (type !== 'both' && type !== call.traffic) return 0;
  if (!active) return 1;
  if (protocols && call.protocol !== undefined && !protocols.includes(call.protocol)) return 2;
  if (allowedPorts && call.port !== undefined && !allowedPorts.includes(call.port)) return 3;
  return ALL_CONDITIONS;
}

/**
 * The IPs with the longest prefix among those that admit the call. If none admits it, the IPs that meet the most
 * conditions, those with the longest prefix among them, and the condition that they fail.
 */
function findAdmitting(
  { tree, orgIps }: RoutingIndex,
  call: Call,
  address: Address,
  scopeRoot: number | undefined,
): [reason: Reason | undefined, candidates: IndexedOrgIp[]] {
  let mostMet = -1;
  let candidates: IndexedOrgIp[] = [];
  let network = orgIps.findNetwork(address);
  for (; network && mostMet < ALL_CONDITIONS; network = orgIps.findNetwork(address, network.prefixLength)) {
    const visible =
      scopeRoot === undefined
        ? network.orgIps
        : network.orgIps.filter((orgIp) => isVisible(tree, orgIp, scopeRoot));
    let met = -1;
    for (const orgIp of visible) met = Math.max(met, conditionsMet(orgIp, call));
    if (met <= mostMet) continue;
    mostMet = met;
    candidates =
      visible.length === 1 ? visible : visible.filter((orgIp) => conditionsMet(orgIp, call) === met);
  }
  if (mostMet === -1) return ['unknown_ip', candidates];
  return [mostMet === ALL_CONDITIONS ? undefined : refusalByConditionsMet[mostMet], candidates];
}

/**
 * Chooses between IPs that share a network, by the domain: the IP of the nearest organization at or above the domain's,
 * else the only IP below it. If that leaves no single IP, the reason for the refusal.
 */
function chooseOrgIp(
  tree: OrganizationTree,
  candidates: IndexedOrgIp[],
  domain: IndexedDomain | undefined,
): [reason: Reason | undefined, orgIp?: IndexedOrgIp] {
  if (!domain) return candidates.length === 1 ? [undefined, candidates[0]] : ['ambiguous_shared_ip'];
  let nearest: IndexedOrgIp | undefined;
  let nearestDistance = Infinity;
  for (const orgIp of candidates) {
    const distance = tree.depthBelow(orgIp.ownerSlot, domain.ownerSlot);
    if (distance >= 0 && distance < nearestDistance) [nearest, nearestDistance] = [orgIp, distance];
  }
  if (nearest) return [undefined, nearest];
  const below = candidates.filter(({ ownerSlot }) => tree.depthBelow(domain.ownerSlot, ownerSlot) >= 0);
  if (below.length === 1) return [undefined, below[0]];
  return below.length > 1 ? ['ambiguous_shared_ip'] : ['domain_ip_mismatch', ifSingle(candidates).orgIp];
}

/** A refusal names the IP and its organization only if there is a single candidate. */
function ifSingle(candidates: IndexedOrgIp[]): Pick<Decision, 'orgIp' | 'ownerSlot'> {
  return candidates.length === 1 ? { orgIp: candidates[0], ownerSlot: candidates[0]!.ownerSlot } : {};
}

/** Whether a domain or an IP belongs to the subtree that the caller sees. */
function isVisible(
  tree: OrganizationTree,
  { ownerSlot }: { ownerSlot: number },
  scopeRoot: number | undefined,
): boolean {
  return scopeRoot === undefined || tree.depthBelow(scopeRoot, ownerSlot) >= 0;
}

/** The lower of two organizations, one of which is an ancestor of the other or the same. */
function lowerOf(tree: OrganizationTree, first: number, second: number): number {
  return tree.depthBelow(first, second) >= 0 ? second : first;
}
