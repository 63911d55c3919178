/**
 * Numbers by numbers, of 32 bits, in one array: a lookup is one look at memory, where a `Map` takes several, and among a
 * million entries that is what it costs. Open addressing with linear probing; values are not negative.
 */
export class IntTable {
  /** Key and value plus one, in turn; a value of 0 is where nothing stands. */
  private cells = new Int32Array(2 * 16);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** -1 where there is none. */
  get(key: number): number {
    return this.cells[this.find(key) + 1]! - 1;
  }

  set(key: number, value: number): void {
    let at = this.find(key);
    if (this.cells[at + 1] === 0) {
      this.count++;
      // Never so full that the runs become long.
      if (this.count * 3 > this.cells.length) {
        this.grow();
        at = this.find(key);
      }
    }
    this.cells[at] = key;
    this.cells[at + 1] = value + 1;
  }

  delete(key: number): void {
    const { cells } = this;
    let hole = this.find(key);
    if (cells[hole + 1] === 0) return;
    this.count--;
    // What stands behind it, and would not be found any more, moves up.
    for (let at = this.after(hole); cells[at + 1] !== 0; at = this.after(at)) {
      if (this.distance(this.home(cells[at]!), at) < this.distance(hole, at)) continue;
      cells[hole] = cells[at]!;
      cells[hole + 1] = cells[at + 1]!;
      hole = at;
    }
    cells[hole + 1] = 0;
  }

  /** Where a key stands, or would. */
  private find(key: number): number {
    const { cells } = this;
    let at = this.home(key);
    while (cells[at + 1] !== 0 && cells[at] !== key) at = this.after(at);
    return at;
  }

  private home(key: number): number {
    const hash = Math.imul(key, 0x9e37_79b1);
    return ((hash ^ (hash >>> 15)) << 1) & (this.cells.length - 1);
  }

  private after(at: number): number {
    return (at + 2) & (this.cells.length - 1);
  }

  /** From one place on to another. */
  private distance(from: number, to: number): number {
    return (to - from) & (this.cells.length - 1);
  }

  private grow(): void {
    const before = this.cells;
    this.cells = new Int32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      const free = this.find(before[at]!);
      this.cells[free] = before[at]!;
      this.cells[free + 1] = before[at + 1]!;
    }
  }
}
