import type { PagePool } from './page-pool.js';

const PAGE_BITS = 12;
const PAGE_ROWS = 1 << PAGE_BITS;
/** The first page grows to full size, because some indexes have only a few rows. */
const FIRST_PAGE_ROWS = 16;
const NO_SLOT = -1;

/**
 * Rows of 32-bit fields, outside of V8's heap. A row is named by its slot. The fields of a row are neighbours, so that
 * reading several of them needs one memory access. Pages keep growth from copying everything at once.
 */
export class RowStore {
  private readonly pages: Int32Array[];
  private nextSlot = 0;
  /** The first free slot. The first field of a free row is the next free slot. */
  private freeSlot = NO_SLOT;

  constructor(
    /** How many fields a row has. */
    private readonly width: number,
    private readonly pool: PagePool,
  ) {
    this.pages = [new Int32Array(FIRST_PAGE_ROWS * width)];
  }

  /** Returns the slot of a row whose fields are 0. */
  allocate(): number {
    const slot = this.freeSlot;
    if (slot !== NO_SLOT) {
      this.freeSlot = this.get(slot, 0);
      this.set(slot, 0, 0);
      return slot;
    }
    const page = this.nextSlot >> PAGE_BITS;
    const size = ((this.nextSlot & (PAGE_ROWS - 1)) + 1) * this.width;
    if (page === this.pages.length) this.pages.push(this.newPage());
    else if (size > this.pages[page]!.length) {
      const grown = new Int32Array(Math.min(2 * this.pages[page]!.length, PAGE_ROWS * this.width));
      grown.set(this.pages[page]!);
      this.pages[page] = grown;
    }
    return this.nextSlot++;
  }

  private newPage(): Int32Array {
    const fields = PAGE_ROWS * this.width;
    const { buffer, offset } = this.pool.allocate(fields * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(buffer, offset, fields);
  }

  /** Makes the slot free for another row. */
  release(slot: number): void {
    const start = (slot & (PAGE_ROWS - 1)) * this.width;
    this.pages[slot >> PAGE_BITS]!.fill(0, start, start + this.width);
    this.set(slot, 0, this.freeSlot);
    this.freeSlot = slot;
  }

  get(slot: number, field: number): number {
    return this.pages[slot >> PAGE_BITS]![(slot & (PAGE_ROWS - 1)) * this.width + field]!;
  }

  set(slot: number, field: number, value: number): void {
    this.pages[slot >> PAGE_BITS]![(slot & (PAGE_ROWS - 1)) * this.width + field] = value;
  }

  get bytes(): number {
    return this.pages.reduce((sum, page) => sum + page.byteLength, 0);
  }
}
