/**
 * A hash table from 32-bit keys to non-negative values, in one array, with open addressing and linear probing. A lookup
 * needs one memory access where a `Map` needs several. With a million entries, memory access is the cost of a lookup.
 */
export class IntTable {
  /** A slot is two cells: the key and the value plus one. A second cell of 0 marks an empty slot. */
  private cells = new Int32Array(2 * 16);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The value of a key; -1 if the key is absent. */
  get(key: number): number {
    return this.cells[this.findSlot(key) + 1]! - 1;
  }

  set(key: number, value: number): void {
    let slot = this.findSlot(key);
    if (this.cells[slot + 1] === 0) {
      this.count++;
      // At most two thirds full, so that probe sequences stay short.
      if (this.count * 3 > this.cells.length) {
        this.grow();
        slot = this.findSlot(key);
      }
    }
    this.cells[slot] = key;
    this.cells[slot + 1] = value + 1;
  }

  delete(key: number): void {
    const { cells } = this;
    let hole = this.findSlot(key);
    if (cells[hole + 1] === 0) return;
    this.count--;
    // Entries after the hole move up if a lookup would otherwise stop at the hole and miss them.
    for (let slot = this.nextSlot(hole); cells[slot + 1] !== 0; slot = this.nextSlot(slot)) {
      if (this.distance(this.homeSlot(cells[slot]!), slot) < this.distance(hole, slot)) continue;
      cells[hole] = cells[slot]!;
      cells[hole + 1] = cells[slot + 1]!;
      hole = slot;
    }
    cells[hole + 1] = 0;
  }

  /** The slot that holds a key, or the empty slot where the key would go. */
  private findSlot(key: number): number {
    const { cells } = this;
    let slot = this.homeSlot(key);
    while (cells[slot + 1] !== 0 && cells[slot] !== key) slot = this.nextSlot(slot);
    return slot;
  }

  /** The slot at which the search for a key starts. */
  private homeSlot(key: number): number {
    const hash = Math.imul(key, 0x9e37_79b1);
    return ((hash ^ (hash >>> 15)) << 1) & (this.cells.length - 1);
  }

  private nextSlot(slot: number): number {
    return (slot + 2) & (this.cells.length - 1);
  }

  /** The number of cells from one slot forward to another. */
  private distance(from: number, to: number): number {
    return (to - from) & (this.cells.length - 1);
  }

  private grow(): void {
    const before = this.cells;
    this.cells = new Int32Array(2 * before.length);
    for (let slot = 0; slot < before.length; slot += 2) {
      if (before[slot + 1] === 0) continue;
      const free = this.findSlot(before[slot]!);
      this.cells[free] = before[slot]!;
      this.cells[free + 1] = before[slot + 1]!;
    }
  }
}
