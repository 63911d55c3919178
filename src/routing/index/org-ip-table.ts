import type { OrgIpType, TransportProtocol } from '../../org-ips/org-ip.entity.js';
import type { Address } from '../../org-ips/address.js';
import { NOT_FOUND } from './hash-table.js';
import { NetworkTable } from './network-table.js';
import type { OrganizationTree } from './organization-tree.js';
import type { PagePool } from './page-pool.js';
import { RowStore } from './row-store.js';
import { TextStore } from './text-store.js';
import { UsageCounter } from './usage-counter.js';

/** What routing needs of an organization's IP. */
export interface OrgIpState {
  id: string;
  organizationId: number;
  active: boolean;
  type: OrgIpType;
  allowedPorts: readonly number[] | null;
  protocols: readonly TransportProtocol[] | null;
}

/** An organization's IP as a lookup returns it. */
export interface IndexedOrgIp {
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

/**
 * The fields of a row: the address of the id, the slot of the organization in the tree, flags and the type, the number of
 * the restrictions, and the slot plus one of the next IP of the same network (0 after the last). A network can have one IP
 * for each type, or several that share it.
 */
const ID = 0;
const OWNER = 1;
const FLAGS = 2;
const RESTRICTIONS = 3;
const NEXT = 4;
const WIDTH = 5;

const ACTIVE = 1;
const TYPE_SHIFT = 1;
const TYPE_MASK = 3;
const types: readonly OrgIpType[] = ['both', 'signaling', 'media'];

/** The IPs of all organizations, by network. */
export class OrgIpTable {
  /** The slot of the first IP of each network. */
  private readonly networks: NetworkTable;
  private readonly rows: RowStore;
  private readonly texts: TextStore;
  private readonly restrictions = new RestrictionsTable();
  private readonly usage = new UsageCounter((slot) => this.idOf(slot));

  constructor(
    private readonly tree: OrganizationTree,
    pool: PagePool,
  ) {
    this.networks = new NetworkTable(pool);
    this.rows = new RowStore(WIDTH, pool);
    this.texts = new TextStore(pool);
  }

  get networkCount(): number {
    return this.networks.size;
  }

  /** Replaces all IPs of a network. */
  putNetwork(network: string, states: readonly OrgIpState[]): void {
    let slot = this.networks.set(network, NOT_FOUND);
    while (slot !== NOT_FOUND) {
      const next = this.nextOf(slot);
      this.usage.release(slot);
      this.texts.release(this.rows.get(slot, ID));
      this.restrictions.release(this.rows.get(slot, RESTRICTIONS));
      this.rows.release(slot);
      slot = next;
    }
    for (const state of states) this.add(network, state);
  }

  /** Adds an IP to those of its network. */
  add(network: string, state: OrgIpState): void {
    const { id, organizationId, active, type, allowedPorts, protocols } = state;
    const slot = this.rows.allocate();
    this.rows.set(slot, ID, this.texts.add(id));
    this.rows.set(slot, OWNER, this.tree.slotOf(organizationId));
    this.rows.set(slot, FLAGS, (types.indexOf(type) << TYPE_SHIFT) | (active ? ACTIVE : 0));
    this.rows.set(slot, RESTRICTIONS, this.restrictions.add({ allowedPorts, protocols }));
    this.rows.set(slot, NEXT, this.networks.set(network, slot) + 1);
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
      for (let slot = value; slot !== NOT_FOUND; slot = this.nextOf(slot))
        if (this.tree.exists(this.rows.get(slot, OWNER))) orgIps.push(this.at(slot, prefixLength));
      if (orgIps.length > 0) return { prefixLength, orgIps };
    }
    return undefined;
  }

  idOf(slot: number): string {
    return this.texts.read(this.rows.get(slot, ID));
  }

  recordUsage({ slot }: IndexedOrgIp): void {
    this.usage.increment(slot);
  }

  /** How many calls used each IP, by its id, since the last `takeUsage`. */
  takeUsage(): Map<string, number> {
    return this.usage.take();
  }

  get bytes(): number {
    return this.networks.bytes + this.rows.bytes + this.texts.bytes;
  }

  /** The next IP of the same network; -1 after the last. */
  private nextOf(slot: number): number {
    return this.rows.get(slot, NEXT) - 1;
  }

  private at(slot: number, prefixLength: number): IndexedOrgIp {
    const flags = this.rows.get(slot, FLAGS);
    const { allowedPorts, protocols } = this.restrictions.get(this.rows.get(slot, RESTRICTIONS));
    return {
      slot,
      prefixLength,
      ownerSlot: this.rows.get(slot, OWNER),
      active: (flags & ACTIVE) !== 0,
      type: types[(flags >> TYPE_SHIFT) & TYPE_MASK]!,
      allowedPorts,
      protocols,
    };
  }
}

interface CountedRestrictions {
  restrictions: Restrictions;
  key: string;
  users: number;
}

/** The number of the restrictions that restrict nothing. */
const UNRESTRICTED = 0;

/** The different restrictions by number. Many IPs have the same ones, so they share them. */
class RestrictionsTable {
  private readonly entries: CountedRestrictions[] = [
    { restrictions: { allowedPorts: null, protocols: null }, key: '', users: 0 },
  ];
  private readonly numbers = new Map<string, number>();
  private readonly freeNumbers: number[] = [];

  get(number: number): Restrictions {
    return this.entries[number]!.restrictions;
  }

  /** Returns the number of the restrictions. Each call needs a `release` once the IP goes. */
  add(restrictions: Restrictions): number {
    if (restrictions.allowedPorts === null && restrictions.protocols === null) return UNRESTRICTED;
    const key = JSON.stringify([restrictions.allowedPorts, restrictions.protocols]);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.freeNumbers.pop() ?? this.entries.length;
      this.entries[number] = { restrictions, key, users: 0 };
      this.numbers.set(key, number);
    }
    this.entries[number]!.users++;
    return number;
  }

  release(number: number): void {
    if (number === UNRESTRICTED) return;
    const entry = this.entries[number]!;
    if (--entry.users > 0) return;
    this.numbers.delete(entry.key);
    this.freeNumbers.push(number);
  }
}
