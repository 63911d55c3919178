import { doubled } from './int32-array.js';

/** Counts calls by slot, because counting a call must cost next to nothing. */
export class UsageCounter {
  private counts = new Int32Array(16);
  /** The slots that were counted since the last `take`. */
  private usedSlots: number[] = [];
  /** Counts by id, of rows that have left their slots. */
  private released = new Map<string, number>();

  increment(slot: number): void {
    while (slot >= this.counts.length) this.counts = doubled(this.counts);
    const count = this.counts[slot]!;
    if (count === 0) this.usedSlots.push(slot);
    this.counts[slot] = count + 1;
  }

  /** Keeps the count of the row with this id, whose slot another row may take. */
  release(slot: number, id: string): void {
    const count = this.counts[slot] ?? 0;
    if (count === 0) return;
    this.released.set(id, (this.released.get(id) ?? 0) + count);
    this.counts[slot] = 0;
  }

  /** Returns the counts by id and starts again from zero. `ids`: the id of the row in each slot. */
  take(ids: readonly string[]): Map<string, number> {
    for (const slot of this.usedSlots) this.release(slot, ids[slot]!);
    const counts = this.released;
    this.usedSlots = [];
    this.released = new Map();
    return counts;
  }
}
