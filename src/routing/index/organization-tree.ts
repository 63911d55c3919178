import type { PagePool } from './page-pool.js';
import { RowStore } from './row-store.js';
import { NO_TEXT, TextStore } from './text-store.js';

/** What routing needs of an organization. Ids are numbers, as in `/organizations/:id`. */
export interface OrganizationState {
  id: number;
  name: string;
  parentId: number | null;
  suspended: boolean;
  /** The month whose cost limit is reached, as `monthNumber` counts; null if none is. */
  costLimitMonth: number | null;
  creditLimitReached: boolean;
}

/** Why the calls of an organization are refused, in the order of the checks. */
export const organizationRefusals = [
  'cost_limit_reached',
  'credit_limit_reached',
  'organization_suspended',
] as const;
export type OrganizationRefusal = (typeof organizationRefusals)[number];

/** Months are counted from year 0 on, in UTC: a block by a cost limit ends with its month, on every instance at once. */
export function monthNumber(time: Date): number {
  return time.getUTCFullYear() * 12 + time.getUTCMonth();
}

/** The fields of a row: the slot of the parent, flags, the id, and the address of the name. */
const PARENT = 0;
const FLAGS = 1;
const ID = 2;
const NAME = 3;
const WIDTH = 4;

const EXISTS = 1;
const SUSPENDED = 2;
const CREDIT_LIMIT = 4;
/** From this bit on, the flags hold the month of the cost limit, or 0. */
const MONTH_SHIFT = 8;
const NO_PARENT = -1;

/**
 * The parents and the statuses of all organizations. The slot of an id never changes, so other parts of the index keep it
 * in place of the id.
 */
export class OrganizationTree {
  private readonly slots = new IdMap();
  private readonly rows: RowStore;
  private readonly texts: TextStore;
  private count = 0;

  constructor(pool: PagePool) {
    this.rows = new RowStore(WIDTH, pool);
    this.texts = new TextStore(pool);
  }

  get size(): number {
    return this.count;
  }

  /** The slot of an organization. An id that is not in the tree yet gets a slot and counts as absent. */
  slotOf(id: number): number {
    let slot = this.slots.get(id);
    if (slot === -1) {
      slot = this.rows.allocate();
      this.slots.set(id, slot);
      this.rows.set(slot, PARENT, NO_PARENT);
      this.rows.set(slot, ID, id);
      this.count++;
    }
    return slot;
  }

  put({ id, name, parentId, suspended, costLimitMonth, creditLimitReached }: OrganizationState): void {
    const slot = this.slotOf(id);
    this.rows.set(slot, PARENT, parentId === null ? NO_PARENT : this.slotOf(parentId));
    const flags = EXISTS | (suspended ? SUSPENDED : 0) | (creditLimitReached ? CREDIT_LIMIT : 0);
    this.rows.set(slot, FLAGS, flags | ((costLimitMonth ?? 0) << MONTH_SHIFT));
    this.rows.set(slot, NAME, this.texts.replace(this.rows.get(slot, NAME), name));
  }

  /** Marks an organization as absent. Its domains and IPs stay in the index, and lookups skip them. */
  remove(id: number): void {
    const slot = this.slotOf(id);
    this.texts.release(this.rows.get(slot, NAME));
    this.rows.set(slot, NAME, NO_TEXT);
    this.rows.set(slot, PARENT, NO_PARENT);
    this.rows.set(slot, FLAGS, 0);
  }

  exists(slot: number): boolean {
    return (this.rows.get(slot, FLAGS) & EXISTS) !== 0;
  }

  idOf(slot: number): number {
    return this.rows.get(slot, ID);
  }

  nameOf(slot: number): string {
    return this.texts.read(this.rows.get(slot, NAME));
  }

  /** Whether the organization or one of its ancestors is suspended. */
  isSuspended(slot: number): boolean {
    for (let current = slot; current !== NO_PARENT; current = this.rows.get(current, PARENT))
      if (this.rows.get(current, FLAGS) & SUSPENDED) return true;
    return false;
  }

  /** Why the organization or one of its ancestors has its calls refused: the first of the reasons that applies. */
  refusalOf(slot: number): OrganizationRefusal | undefined {
    let flags = 0;
    for (let current = slot; current !== NO_PARENT; current = this.rows.get(current, PARENT)) {
      const own = this.rows.get(current, FLAGS);
      if (own >> MONTH_SHIFT !== 0 && own >> MONTH_SHIFT === monthNumber(new Date()))
        return 'cost_limit_reached';
      flags |= own;
    }
    if (flags & CREDIT_LIMIT) return 'credit_limit_reached';
    return flags & SUSPENDED ? 'organization_suspended' : undefined;
  }

  /** How many levels a descendant is below an ancestor: 0 for the same organization, -1 outside of its subtree. */
  depthBelow(ancestor: number, descendant: number): number {
    let levels = 0;
    for (let current = descendant; current !== NO_PARENT; current = this.rows.get(current, PARENT), levels++)
      if (current === ancestor) return levels;
    return -1;
  }

  get bytes(): number {
    return this.rows.bytes + this.texts.bytes + this.slots.bytes;
  }
}

/** A map from ids to slots. Ids are mostly consecutive, so pages of them take less memory than a hash table. */
class IdMap {
  private readonly pages: (Int32Array | undefined)[] = [];

  /** -1 for an id without a slot. */
  get(id: number): number {
    return this.pages[id >> PAGE_BITS]?.[id & (PAGE_SIZE - 1)] ?? -1;
  }

  set(id: number, slot: number): void {
    const page = (this.pages[id >> PAGE_BITS] ??= new Int32Array(PAGE_SIZE).fill(-1));
    page[id & (PAGE_SIZE - 1)] = slot;
  }

  get bytes(): number {
    return this.pages.reduce((sum, page) => sum + (page?.byteLength ?? 0), 0);
  }
}

const PAGE_BITS = 10;
const PAGE_SIZE = 1 << PAGE_BITS;
