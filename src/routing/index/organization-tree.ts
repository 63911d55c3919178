/** Of an organization as routing has to know it; ids of others are numbers as in `/organizations/:id`. */
export interface OrganizationState {
  id: number;
  name: string;
  parentId: number | null;
  suspended: boolean;
}

const ALIVE = 1;
const SUSPENDED = 2;
const BITS = 2;
const ABSENT = -1 << BITS;

/**
 * The forest of organizations in memory: who is below whom, and who is suspended. Arrays by place rather than objects,
 * for a million of these would take three times the memory; a place never changes, so others can hold on to it.
 */
export class OrganizationTree {
  private readonly places = new IdMap();
  private readonly ids: number[] = [];
  private readonly names: string[] = [];
  /** Place of the parent, or -1 for a root, and in the last two bits what it is: one look at memory for each level. */
  private links = new Int32Array(16);

  get size(): number {
    return this.ids.length;
  }

  /** Where an organization is, or will be once it is known. */
  placeOf(id: number): number {
    let place = this.places.get(id);
    if (place === -1) {
      place = this.ids.length;
      this.places.set(id, place);
      this.ids.push(id);
      this.names.push('');
      if (place === this.links.length) this.links = grown(this.links, new Int32Array(2 * place));
      this.links[place] = ABSENT;
    }
    return place;
  }

  put({ id, name, parentId, suspended }: OrganizationState): void {
    const place = this.placeOf(id);
    const parent = parentId === null ? -1 : this.placeOf(parentId);
    this.names[place] = name;
    this.links[place] = (parent << BITS) | ALIVE | (suspended ? SUSPENDED : 0);
  }

  /** It is deleted, or never was. What it owns stays where it is, and does not exist for anybody. */
  remove(id: number): void {
    this.links[this.placeOf(id)] = ABSENT;
  }

  isAlive(place: number): boolean {
    return (this.links[place]! & ALIVE) !== 0;
  }

  idOf(place: number): number {
    return this.ids[place]!;
  }

  nameOf(place: number): string {
    return this.names[place]!;
  }

  /** Whether it is suspended, itself or somewhere above. */
  isSuspended(place: number): boolean {
    for (let at = place; at !== -1; at = this.links[at]! >> BITS)
      if (this.links[at]! & SUSPENDED) return true;
    return false;
  }

  /** How many levels `place` is below `above`; 0 for itself, -1 where it is not in its subtree. */
  distance(above: number, place: number): number {
    let levels = 0;
    for (let at = place; at !== -1; at = this.links[at]! >> BITS, levels++) if (at === above) return levels;
    return -1;
  }
}

/** Numbers for ids that are mostly given one after the other: pages of them, a tenth of what a hash table takes. */
class IdMap {
  private readonly pages: (Int32Array | undefined)[] = [];

  /** -1 for an id that has none. */
  get(id: number): number {
    return this.pages[id >> PAGE_BITS]?.[id & (PAGE - 1)] ?? -1;
  }

  set(id: number, place: number): void {
    const page = (this.pages[id >> PAGE_BITS] ??= new Int32Array(PAGE).fill(-1));
    page[id & (PAGE - 1)] = place;
  }
}

const PAGE_BITS = 10;
const PAGE = 1 << PAGE_BITS;

/** Copies an array into a larger one. */
export function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
