/**
 * The allocator of the C library returns blocks of this size to the system as soon as they are free. Smaller blocks may
 * stay with the process for good: after an index was replaced, those of both indexes.
 */
const BLOCK_BYTES = 32 * 2 ** 20;

/**
 * Memory for the pages of one index, in large blocks. Pages are never given back one by one: the blocks go with the index.
 * The system provides the memory of a block only as far as it is used.
 */
export class PagePool {
  private block = new ArrayBuffer(0);
  private used = 0;

  /** `bytes`: a multiple of 4. The page is empty. */
  allocate(bytes: number): { buffer: ArrayBuffer; offset: number } {
    if (this.used + bytes > this.block.byteLength) {
      this.block = new ArrayBuffer(BLOCK_BYTES);
      this.used = 0;
    }
    const offset = this.used;
    this.used += bytes;
    return { buffer: this.block, offset };
  }
}

/**
 * Has V8 look for unused blocks soon, in small steps beside everything else. By itself it looks when its heap or the memory
 * outside of it grows, which may take hours: a replaced index would stay in memory. So this asks for memory and uses none.
 */
export function collectUnusedBlocks(): void {
  new ArrayBuffer(4 * BLOCK_BYTES);
}
