import { grown } from './forest.js';

/** Counts by place: to note a call must cost next to nothing. */
export class Uses {
  private counts = new Int32Array(16);
  private places: number[] = [];
  /** What was counted of those who have left their places. */
  private settled = new Map<string, number>();

  note(place: number): void {
    while (place >= this.counts.length)
      this.counts = grown(this.counts, new Int32Array(2 * this.counts.length));
    const count = this.counts[place]!;
    if (count === 0) this.places.push(place);
    this.counts[place] = count + 1;
  }

  /** Who has this id leaves its place, for somebody else to take. */
  settle(place: number, id: string): void {
    const count = this.counts[place] ?? 0;
    if (count === 0) return;
    this.settled.set(id, (this.settled.get(id) ?? 0) + count);
    this.counts[place] = 0;
  }

  /** What was counted, by the ids that stand at the places, and begins anew. */
  take(ids: readonly string[]): Map<string, number> {
    for (const place of this.places) this.settle(place, ids[place]!);
    const taken = this.settled;
    this.places = [];
    this.settled = new Map();
    return taken;
  }
}
