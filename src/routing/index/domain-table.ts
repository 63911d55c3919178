import { doubled } from './int32-array.js';
import type { OrganizationTree } from './organization-tree.js';
import { UsageCounter } from './usage-counter.js';

/** What routing needs of a domain mapping. */
export interface DomainState {
  id: string;
  organizationId: number;
  active: boolean;
  /** Null if the realm is the domain itself. */
  sipRealm: string | null;
  registrationEnabled: boolean;
  tlsEnabled: boolean;
}

/** A domain as a lookup returns it. */
export interface IndexedDomain {
  id: string;
  slot: number;
  /** The slot of its organization in the tree. */
  ownerSlot: number;
  active: boolean;
  sipRealm: string | null;
  registrationEnabled: boolean;
  tlsEnabled: boolean;
}

const ACTIVE = 1;
const REGISTRATION = 2;
const TLS = 4;
const REALM = 8;
const OWNER_SHIFT = 4;

/** All domains by name. A domain is a slot, an index into one array for each field. */
export class DomainTable {
  private readonly slots = new Map<string, number>();
  private readonly freeSlots: number[] = [];
  private readonly ids: string[] = [];
  private readonly sipRealms = new Map<number, string>();
  /** The owner's slot, and below it the flags: a lookup needs one memory access for both. */
  private packed = new Int32Array(16);
  private readonly usage = new UsageCounter();

  constructor(private readonly tree: OrganizationTree) {}

  get size(): number {
    return this.slots.size;
  }

  put(name: string, state: DomainState): void {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.freeSlots.pop() ?? this.ids.length;
      this.slots.set(name, slot);
      if (slot === this.packed.length) this.packed = doubled(this.packed);
    } else if (this.ids[slot] !== state.id) {
      // Another mapping has the name now.
      this.usage.release(slot, this.ids[slot]!);
    }
    this.ids[slot] = state.id;
    this.packed[slot] =
      (this.tree.slotOf(state.organizationId) << OWNER_SHIFT) |
      (state.active ? ACTIVE : 0) |
      (state.registrationEnabled ? REGISTRATION : 0) |
      (state.tlsEnabled ? TLS : 0) |
      (state.sipRealm === null ? 0 : REALM);
    if (state.sipRealm === null) this.sipRealms.delete(slot);
    else this.sipRealms.set(slot, state.sipRealm);
  }

  remove(name: string): void {
    const slot = this.slots.get(name);
    if (slot === undefined) return;
    this.slots.delete(name);
    this.sipRealms.delete(slot);
    this.usage.release(slot, this.ids[slot]!);
    this.ids[slot] = '';
    this.freeSlots.push(slot);
  }

  /** `name`: normalized, as the database stores it. A domain of a deleted organization is not found. */
  find(name: string): IndexedDomain | undefined {
    const slot = this.slots.get(name);
    if (slot === undefined) return undefined;
    const packed = this.packed[slot]!;
    const ownerSlot = packed >> OWNER_SHIFT;
    if (!this.tree.exists(ownerSlot)) return undefined;
    return {
      id: this.ids[slot]!,
      slot,
      ownerSlot,
      active: (packed & ACTIVE) !== 0,
      sipRealm: packed & REALM ? this.sipRealms.get(slot)! : null,
      registrationEnabled: (packed & REGISTRATION) !== 0,
      tlsEnabled: (packed & TLS) !== 0,
    };
  }

  recordUsage({ slot }: IndexedDomain): void {
    this.usage.increment(slot);
  }

  /** How many calls used each domain, by its id, since the last `takeUsage`. */
  takeUsage(): Map<string, number> {
    return this.usage.take(this.ids);
  }
}
