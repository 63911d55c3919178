import { grown } from './organization-tree.js';

/** Counts by place: to note a call must cost next to nothing. */
export class UsageCounter {
  private counts = new Int32Array(16);
  private places: number[] = [];
  /** What was counted of those who have left their places. */
  private released = new Map<string, number>();

  increment(place: number): void {
    while (place >= this.counts.length)
      this.counts = grown(this.counts, new Int32Array(2 * this.counts.length));
    const count = this.counts[place]!;
    if (count === 0) this.places.push(place);
    this.counts[place] = count + 1;
  }

  /** Who has this id leaves its place, for somebody else to take. */
  release(place: number, id: string): void {
    const count = this.counts[place] ?? 0;
    if (count === 0) return;
    this.released.set(id, (this.released.get(id) ?? 0) + count);
    this.counts[place] = 0;
  }

  /** What was counted, by the ids that stand at the places, and begins anew. */
  take(ids: readonly string[]): Map<string, number> {
    for (const place of this.places) this.release(place, ids[place]!);
    const taken = this.released;
    this.places = [];
    this.released = new Map();
    return taken;
  }
}
