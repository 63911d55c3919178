import { HashTable, hashText, NOT_FOUND } from './hash-table.js';
import type { OrganizationTree } from './organization-tree.js';
import type { PagePool } from './page-pool.js';
import { RowStore } from './row-store.js';
import { NO_TEXT, TextStore } from './text-store.js';
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
  slot: number;
  /** The slot of its organization in the tree. */
  ownerSlot: number;
  active: boolean;
}

/** What a response says about a domain. */
export type DomainDetails = Pick<DomainState, 'id' | 'sipRealm' | 'registrationEnabled' | 'tlsEnabled'>;

/** The fields of a row: the addresses of three texts, the slot of the organization in the tree, and flags. */
const NAME = 0;
const ID = 1;
const REALM = 2;
const OWNER = 3;
const FLAGS = 4;
const WIDTH = 5;

const ACTIVE = 1;
const REGISTRATION = 2;
const TLS = 4;

/** All domains by name. */
export class DomainTable {
  private readonly rows: RowStore;
  private readonly texts: TextStore;
  private readonly slots = new HashTable<string>((slot, name) =>
    this.texts.equals(this.rows.get(slot, NAME), name),
  );
  private readonly usage = new UsageCounter((slot) => this.idOf(slot));

  constructor(
    private readonly tree: OrganizationTree,
    pool: PagePool,
  ) {
    this.rows = new RowStore(WIDTH, pool);
    this.texts = new TextStore(pool);
  }

  get size(): number {
    return this.slots.size;
  }

  put(name: string, state: DomainState): void {
    const { rows, texts } = this;
    const hash = hashText(name);
    let slot = this.slots.find(hash, name);
    if (slot === NOT_FOUND) {
      slot = rows.allocate();
      rows.set(slot, NAME, texts.add(name));
      rows.set(slot, ID, texts.add(state.id));
      this.slots.add(hash, slot);
    } else if (!texts.equals(rows.get(slot, ID), state.id)) {
      // Another mapping has the name now.
      this.usage.release(slot);
      rows.set(slot, ID, texts.replace(rows.get(slot, ID), state.id));
    }
    rows.set(slot, REALM, texts.replace(rows.get(slot, REALM), state.sipRealm ?? ''));
    rows.set(slot, OWNER, this.tree.slotOf(state.organizationId));
    rows.set(
      slot,
      FLAGS,
      (state.active ? ACTIVE : 0) |
        (state.registrationEnabled ? REGISTRATION : 0) |
        (state.tlsEnabled ? TLS : 0),
    );
  }

  remove(name: string): void {
    const hash = hashText(name);
    const slot = this.slots.find(hash, name);
    if (slot === NOT_FOUND) return;
    this.usage.release(slot);
    this.slots.delete(hash, slot);
    for (const text of [NAME, ID, REALM]) this.texts.release(this.rows.get(slot, text));
    this.rows.release(slot);
  }

  /** `name`: normalized, as the database stores it. A domain of a deleted organization is not found. */
  find(name: string): IndexedDomain | undefined {
    const slot = this.slots.find(hashText(name), name);
    if (slot === NOT_FOUND) return undefined;
    const ownerSlot = this.rows.get(slot, OWNER);
    if (!this.tree.exists(ownerSlot)) return undefined;
    return { slot, ownerSlot, active: (this.rows.get(slot, FLAGS) & ACTIVE) !== 0 };
  }

  detailsOf({ slot }: IndexedDomain): DomainDetails {
    const flags = this.rows.get(slot, FLAGS);
    const realm = this.rows.get(slot, REALM);
    return {
      id: this.idOf(slot),
      sipRealm: realm === NO_TEXT ? null : this.texts.read(realm),
      registrationEnabled: (flags & REGISTRATION) !== 0,
      tlsEnabled: (flags & TLS) !== 0,
    };
  }

  recordUsage({ slot }: IndexedDomain): void {
    this.usage.increment(slot);
  }

  /** How many calls used each domain, by its id, since the last `takeUsage`. */
  takeUsage(): Map<string, number> {
    return this.usage.take();
  }

  get bytes(): number {
    return this.rows.bytes + this.texts.bytes + this.slots.bytes;
  }

  private idOf(slot: number): string {
    return this.texts.read(this.rows.get(slot, ID));
  }
}
