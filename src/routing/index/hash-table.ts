const SEGMENT_BITS = 6;
const SEGMENTS = 1 << SEGMENT_BITS;
const FIRST_CELLS = 2 * 8;

/** What `find` returns if no value matches. */
export const NOT_FOUND = -1;

/**
 * A hash table from keys to non-negative values, outside of V8's heap, with open addressing and linear probing. It keeps
 * the hash of a key, not the key: `matches` compares the key with what the value stands for.
 *
 * It consists of segments that grow by themselves, because doubling a table of a million entries at once would stop
 * everything else for a tenth of a second.
 */
export class HashTable<Key> {
  /** A cell is two numbers: the hash and the value plus one. 0 in place of the value marks an empty cell. */
  private readonly segments: (Int32Array | undefined)[] = new Array<undefined>(SEGMENTS).fill(undefined);
  private readonly counts = new Int32Array(SEGMENTS);
  private count = 0;

  constructor(private readonly matches: (value: number, key: Key) => boolean) {}

  get size(): number {
    return this.count;
  }

  find(hash: number, key: Key): number {
    const cells = this.segments[hash >>> (32 - SEGMENT_BITS)];
    if (cells === undefined) return NOT_FOUND;
    for (let cell = homeOf(cells, hash); cells[cell + 1] !== 0; cell = after(cells, cell))
      if (cells[cell] === hash && this.matches(cells[cell + 1]! - 1, key)) return cells[cell + 1]! - 1;
    return NOT_FOUND;
  }

  /** Adds the value of a key, which must not have one. */
  add(hash: number, value: number): void {
    const segment = hash >>> (32 - SEGMENT_BITS);
    let cells = (this.segments[segment] ??= new Int32Array(FIRST_CELLS));
    // At most two thirds full, so that probe sequences stay short.
    if (3 * (this.counts[segment]! + 1) > cells.length) cells = this.segments[segment] = doubled(cells);
    insert(cells, hash, value + 1);
    this.counts[segment]!++;
    this.count++;
  }

  /** Puts another value in place of the value of a key. */
  replace(hash: number, before: number, value: number): void {
    const cells = this.segments[hash >>> (32 - SEGMENT_BITS)]!;
    cells[cellOf(cells, hash, before + 1) + 1] = value + 1;
  }

  delete(hash: number, value: number): void {
    const segment = hash >>> (32 - SEGMENT_BITS);
    const cells = this.segments[segment]!;
    let hole = cellOf(cells, hash, value + 1);
    this.counts[segment]!--;
    this.count--;
    // Entries after the hole move up if a search would otherwise stop at the hole and miss them.
    for (let cell = after(cells, hole); cells[cell + 1] !== 0; cell = after(cells, cell)) {
      if (distance(cells, homeOf(cells, cells[cell]!), cell) < distance(cells, hole, cell)) continue;
      cells[hole] = cells[cell]!;
      cells[hole + 1] = cells[cell + 1]!;
      hole = cell;
    }
    cells[hole + 1] = 0;
  }

  get bytes(): number {
    return this.segments.reduce((sum, cells) => sum + (cells?.byteLength ?? 0), this.counts.byteLength);
  }
}

/** The cell at which the search for a hash begins. */
function homeOf(cells: Int32Array, hash: number): number {
  return (hash << 1) & (cells.length - 1);
}

function after(cells: Int32Array, cell: number): number {
  return (cell + 2) & (cells.length - 1);
}

/** How far it is from one cell forward to another. */
function distance(cells: Int32Array, from: number, to: number): number {
  return (to - from) & (cells.length - 1);
}

function insert(cells: Int32Array, hash: number, stored: number): void {
  let cell = homeOf(cells, hash);
  while (cells[cell + 1] !== 0) cell = after(cells, cell);
  cells[cell] = hash;
  cells[cell + 1] = stored;
}

function cellOf(cells: Int32Array, hash: number, stored: number): number {
  let cell = homeOf(cells, hash);
  while (cells[cell + 1] !== stored || cells[cell] !== hash) {
    if (cells[cell + 1] === 0) throw new Error('The table has no such entry');
    cell = after(cells, cell);
  }
  return cell;
}

function doubled(cells: Int32Array): Int32Array {
  const grown = new Int32Array(2 * cells.length);
  for (let cell = 0; cell < cells.length; cell += 2)
    if (cells[cell + 1] !== 0) insert(grown, cells[cell]!, cells[cell + 1]!);
  return grown;
}

/** Differs for each process, so that a tenant cannot choose names that all have the same hash. */
const SEED = (Math.random() * 2 ** 32) | 0;

/** Two different numbers have different hashes. */
export function hashNumber(number: number): number {
  let hash = Math.imul(number ^ SEED, 0x9e37_79b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}

export function hashWords(words: Int32Array): number {
  let hash = SEED;
  for (const word of words) hash = hashNumber(hash ^ word);
  return hash;
}

export function hashText(text: string): number {
  let hash = SEED;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  return hashNumber(hash);
}
