/** Counts calls by slot, because counting a call must cost next to nothing. */
export class UsageCounter {
  private counts = new Int32Array(16);
  /** The slots that were counted since the last `take`. */
  private usedSlots: number[] = [];
  /** Counts by id, of rows that have left their slots. */
  private released = new Map<string, number>();

  constructor(
    /** The id of the row in a slot. */
    private readonly idOf: (slot: number) => string,
  ) {}

  increment(slot: number): void {
    if (slot >= this.counts.length) this.grow(slot);
    const count = this.counts[slot]!;
    if (count === 0) this.usedSlots.push(slot);
    this.counts[slot] = count + 1;
  }

  /** Keeps the count of a row, whose slot another row may take. */
  release(slot: number): void {
    const count = this.counts[slot] ?? 0;
    if (count === 0) return;
    const id = this.idOf(slot);
    this.released.set(id, (this.released.get(id) ?? 0) + count);
    this.counts[slot] = 0;
  }

  /** Returns the counts by id and starts again from zero. */
  take(): Map<string, number> {
    for (const slot of this.usedSlots) this.release(slot);
    const counts = this.released;
    this.usedSlots = [];
    this.released = new Map();
    return counts;
  }

  private grow(slot: number): void {
    const grown = new Int32Array(2 ** Math.ceil(Math.log2(slot + 1)));
    grown.set(this.counts);
    this.counts = grown;
  }
}
