import type { OrgIpType, TransportProtocol } from '../../org-ips/org-ip.entity.js';
import type { Address } from '../../org-ips/address.js';
import { doubled } from './int32-array.js';
import { NetworkTable } from './network-table.js';
import type { OrganizationTree } from './organization-tree.js';
import { UsageCounter } from './usage-counter.js';

/** What routing needs of an organization's IP. */
export interface OrgIpState {
  id: string;
  organizationId: number;
  active: boolean;
  type: OrgIpType;
  allowedPorts: number[] | null;
  protocols: TransportProtocol[] | null;
}

/** An organization's IP as a lookup returns it. */
export interface IndexedOrgIp {
  id: string;
  slot: number;
  prefixLength: number;
  /** The slot of its organization in the tree. */
  ownerSlot: number;
  active: boolean;
  type: OrgIpType;
  allowedPorts: readonly number[] | null;
  protocols: readonly TransportProtocol[] | null;
}

export interface IndexedNetwork {
  prefixLength: number;
  orgIps: IndexedOrgIp[];
}

type Restrictions = Pick<IndexedOrgIp, 'allowedPorts' | 'protocols'>;
const UNRESTRICTED: Restrictions = { allowedPorts: null, protocols: null };

const ACTIVE = 1;
const RESTRICTED = 2;
const HAS_NEXT = 4;
const TYPE_SHIFT = 3;
const TYPE_MASK = 3;
const OWNER_SHIFT = 5;
const types: readonly OrgIpType[] = ['both', 'signaling', 'media'];

/** The IPs of all organizations, by network. An IP is a slot, an index into one array for each field. */
export class OrgIpTable {
  /** The slot of the first IP of each network. */
  private readonly networks = new NetworkTable();
  private readonly freeSlots: number[] = [];
  private readonly ids: string[] = [];
  /** The slot of the next IP of the same network, which can have one for each type, or several that share it. */
  private nextSlots = new Int32Array(16);
  /** The owner's slot, and below it the type and the flags: a lookup needs one memory access for all of them. */
  private packed = new Int32Array(16);
  private readonly restrictions = new Map<number, Restrictions>();
  /** Equal restrictions share one object. */
  private readonly sharedRestrictions = new Map<string, Restrictions>();
  private readonly usage = new UsageCounter();

  constructor(private readonly tree: OrganizationTree) {}

  get networkCount(): number {
    return this.networks.size;
  }

  /** Replaces all IPs of a network. */
  putNetwork(network: string, states: readonly OrgIpState[]): void {
    for (let slot = this.networks.get(network); slot !== -1; slot = this.nextSlot(slot)) {
      this.usage.release(slot, this.ids[slot]!);
      this.ids[slot] = '';
      this.restrictions.delete(slot);
      this.freeSlots.push(slot);
    }
    this.networks.set(network, -1);
    for (const state of states) this.add(network, state);
  }

  /** Adds an IP to those of its network. */
  add(network: string, state: OrgIpState): void {
    this.networks.set(network, this.insert(state, this.networks.get(network)));
  }

  /**
   * The most specific network that contains an address and whose prefix is shorter than `shorterThan` bits. IPs of
   * deleted organizations do not count.
   */
  findNetwork(address: Address, shorterThan = Infinity): IndexedNetwork | undefined {
    let match = this.networks.longestMatch(address, shorterThan);
    for (; match; match = this.networks.longestMatch(address, match.prefixLength)) {
      const { prefixLength, value } = match;
      const orgIps: IndexedOrgIp[] = [];
      for (let slot = value; slot !== -1; slot = this.nextSlot(slot))
        if (this.tree.exists(this.packed[slot]! >> OWNER_SHIFT)) orgIps.push(this.at(slot, prefixLength));
      if (orgIps.length > 0) return { prefixLength, orgIps };
    }
    return undefined;
  }

  recordUsage({ slot }: IndexedOrgIp): void {
    this.usage.increment(slot);
  }

  /** How many calls used each IP, by its id, since the last `takeUsage`. */
  takeUsage(): Map<string, number> {
    return this.usage.take(this.ids);
  }

  private insert(state: OrgIpState, nextSlot: number): number {
    const { id, organizationId, active, type, allowedPorts, protocols } = state;
    const slot = this.freeSlots.pop() ?? this.ids.length;
    if (slot === this.packed.length) {
      this.packed = doubled(this.packed);
      this.nextSlots = doubled(this.nextSlots);
    }
    this.ids[slot] = id;
    this.nextSlots[slot] = nextSlot;
    const restricted = allowedPorts !== null || protocols !== null;
    this.packed[slot] =
      (this.tree.slotOf(organizationId) << OWNER_SHIFT) |
      (types.indexOf(type) << TYPE_SHIFT) |
      (active ? ACTIVE : 0) |
      (restricted ? RESTRICTED : 0) |
      (nextSlot === -1 ? 0 : HAS_NEXT);
    if (restricted) this.restrictions.set(slot, this.share({ allowedPorts, protocols }));
    return slot;
  }

  private share(restrictions: Restrictions): Restrictions {
    const key = JSON.stringify([restrictions.allowedPorts, restrictions.protocols]);
    // The map only saves memory, so it is emptied before unused restrictions pile up in it.
    if (this.sharedRestrictions.size > 2 * this.restrictions.size + 1_000) this.sharedRestrictions.clear();
    const shared = this.sharedRestrictions.get(key);
    if (shared) return shared;
    this.sharedRestrictions.set(key, restrictions);
    return restrictions;
  }

  /** The next IP of the same network; -1 after the last. */
  private nextSlot(slot: number): number {
    return this.packed[slot]! & HAS_NEXT ? this.nextSlots[slot]! : -1;
  }

  private at(slot: number, prefixLength: number): IndexedOrgIp {
    const packed = this.packed[slot]!;
    const { allowedPorts, protocols } = packed & RESTRICTED ? this.restrictions.get(slot)! : UNRESTRICTED;
    return {
      id: this.ids[slot]!,
      slot,
      prefixLength,
      ownerSlot: packed >> OWNER_SHIFT,
      active: (packed & ACTIVE) !== 0,
      type: types[(packed >> TYPE_SHIFT) & TYPE_MASK]!,
      allowedPorts,
      protocols,
    };
  }
}
