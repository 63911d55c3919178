import { doubled } from './int32-array.js';

/** What routing needs of an organization. Ids are numbers, as in `/organizations/:id`. */
export interface OrganizationState {
  id: number;
  name: string;
  parentId: number | null;
  suspended: boolean;
}

const EXISTS = 1;
const SUSPENDED = 2;
const FLAG_BITS = 2;
const NO_PARENT = -1;
/** An organization that does not exist: no parent, no flags. */
const ABSENT = NO_PARENT << FLAG_BITS;

/**
 * The parents and the statuses of all organizations, in memory. Each organization has a slot, an index into arrays:
 * a million objects would take three times the memory. The slot of an id never changes, so other parts of the index
 * keep it in place of the id.
 */
export class OrganizationTree {
  private readonly slots = new IdMap();
  private readonly ids: number[] = [];
  private readonly names: string[] = [];
  /** The parent's slot, and below it the flags: a walk to the root needs one memory access for each level. */
  private nodes = new Int32Array(16);

  get size(): number {
    return this.ids.length;
  }

  /** The slot of an organization. An id that is not in the tree yet gets a slot and counts as absent. */
  slotOf(id: number): number {
    let slot = this.slots.get(id);
    if (slot === -1) {
      slot = this.ids.length;
      this.slots.set(id, slot);
      this.ids.push(id);
      this.names.push('');
      if (slot === this.nodes.length) this.nodes = doubled(this.nodes);
      this.nodes[slot] = ABSENT;
    }
    return slot;
  }

  put({ id, name, parentId, suspended }: OrganizationState): void {
    const slot = this.slotOf(id);
    const parent = parentId === null ? NO_PARENT : this.slotOf(parentId);
    this.names[slot] = name;
    this.nodes[slot] = (parent << FLAG_BITS) | EXISTS | (suspended ? SUSPENDED : 0);
  }

  /** Marks an organization as absent. Its domains and IPs stay in the index, and lookups skip them. */
  remove(id: number): void {
    this.nodes[this.slotOf(id)] = ABSENT;
  }

  exists(slot: number): boolean {
    return (this.nodes[slot]! & EXISTS) !== 0;
  }

  idOf(slot: number): number {
    return this.ids[slot]!;
  }

  nameOf(slot: number): string {
    return this.names[slot]!;
  }

  /** Whether the organization or one of its ancestors is suspended. */
  isSuspended(slot: number): boolean {
    for (let current = slot; current !== NO_PARENT; current = this.nodes[current]! >> FLAG_BITS)
      if (this.nodes[current]! & SUSPENDED) return true;
    return false;
  }

  /** How many levels a descendant is below an ancestor: 0 for the same organization, -1 outside of its subtree. */
  depthBelow(ancestor: number, descendant: number): number {
    let levels = 0;
    for (
      let current = descendant;
      current !== NO_PARENT;
      current = this.nodes[current]! >> FLAG_BITS, levels++
    )
      if (current === ancestor) return levels;
    return -1;
  }
}

/** A map from ids to slots. Ids are mostly consecutive, so pages of them take a tenth of a hash table's memory. */
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
}

const PAGE_BITS = 10;
const PAGE_SIZE = 1 << PAGE_BITS;
