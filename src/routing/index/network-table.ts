import { maskIPv4, maskIPv6, parseAddress, type Address } from '../../org-ips/address.js';
import { hashNumber, HashTable, hashWords, NOT_FOUND } from './hash-table.js';
import type { PagePool } from './page-pool.js';
import { RowStore } from './row-store.js';

interface PrefixMatch {
  prefixLength: number;
  value: number;
}

/**
 * One value for each network, with longest-prefix match. It has one hash table for each prefix length that occurs.
 */
export class NetworkTable {
  private readonly ipv4 = new PrefixTables(32, () => new IPv4Table());
  private readonly ipv6Rows: RowStore;
  private readonly ipv6 = new PrefixTables(128, () => new IPv6Table(this.ipv6Rows));

  constructor(pool: PagePool) {
    this.ipv6Rows = new RowStore(IPV6_WIDTH, pool);
  }

  get size(): number {
    return this.ipv4.size + this.ipv6.size;
  }

  /** A value of -1 deletes the network. Returns the value before; -1 if there was none. */
  set(network: string, value: number): number {
    const [address, prefixLength] = parseNetwork(network);
    return typeof address === 'number'
      ? this.ipv4.set(address, prefixLength, value)
      : this.ipv6.set(address, prefixLength, value);
  }

  /** The most specific network that contains an address and whose prefix is shorter than `shorterThan` bits. */
  longestMatch(address: Address, shorterThan: number): PrefixMatch | undefined {
    return typeof address === 'number'
      ? this.ipv4.longestMatch(address, shorterThan)
      : this.ipv6.longestMatch(address, shorterThan);
  }

  get bytes(): number {
    return this.ipv4.bytes + this.ipv6.bytes + this.ipv6Rows.bytes;
  }
}

function parseNetwork(network: string): [address: Address, prefixLength: number] {
  const slash = network.lastIndexOf('/');
  return [parseAddress(network.slice(0, slash))!, Number(network.slice(slash + 1))];
}

/** The values of the networks of one prefix length. All methods return -1 for the value of an absent network. */
interface PrefixTable<A> {
  readonly size: number;
  readonly bytes: number;
  get(address: A, prefixLength: number): number;
  /** Returns the value before. */
  set(address: A, prefixLength: number, value: number): number;
  /** Returns the value before. */
  delete(address: A, prefixLength: number): number;
}

/** The hash of a number determines the number, so the hashes need no comparison of keys. */
class IPv4Table implements PrefixTable<number> {
  private readonly values = new HashTable<void>(() => true);

  get size(): number {
    return this.values.size;
  }

  get bytes(): number {
    return this.values.bytes;
  }

  get(address: number, prefixLength: number): number {
    return this.values.find(hashNumber(maskIPv4(address, prefixLength)));
  }

  set(address: number, prefixLength: number, value: number): number {
    const hash = hashNumber(maskIPv4(address, prefixLength));
    const before = this.values.find(hash);
    if (before === NOT_FOUND) this.values.add(hash, value);
    else this.values.replace(hash, before, value);
    return before;
  }

  delete(address: number, prefixLength: number): number {
    const hash = hashNumber(maskIPv4(address, prefixLength));
    const value = this.values.find(hash);
    if (value !== NOT_FOUND) this.values.delete(hash, value);
    return value;
  }
}

/** The fields of a row: the network address as four words, and the value. */
const IPV6_WORDS = 4;
const IPV6_VALUE = 4;
const IPV6_WIDTH = 5;

class IPv6Table implements PrefixTable<readonly number[]> {
  private readonly slots = new HashTable<Int32Array>((slot, network) => {
    for (let word = 0; word < IPV6_WORDS; word++)
      if (this.rows.get(slot, word) !== network[word]) return false;
    return true;
  });

  constructor(private readonly rows: RowStore) {}

  get size(): number {
    return this.slots.size;
  }

  get bytes(): number {
    return this.slots.bytes;
  }

  get(address: readonly number[], prefixLength: number): number {
    const network = maskIPv6(address, prefixLength);
    const slot = this.slots.find(hashWords(network), network);
    return slot === NOT_FOUND ? NOT_FOUND : this.rows.get(slot, IPV6_VALUE);
  }

  set(address: readonly number[], prefixLength: number, value: number): number {
    const network = maskIPv6(address, prefixLength);
    const hash = hashWords(network);
    let slot = this.slots.find(hash, network);
    const before = slot === NOT_FOUND ? NOT_FOUND : this.rows.get(slot, IPV6_VALUE);
    if (slot === NOT_FOUND) {
      slot = this.rows.allocate();
      for (let word = 0; word < IPV6_WORDS; word++) this.rows.set(slot, word, network[word]!);
      this.slots.add(hash, slot);
    }
    this.rows.set(slot, IPV6_VALUE, value);
    return before;
  }

  delete(address: readonly number[], prefixLength: number): number {
    const network = maskIPv6(address, prefixLength);
    const hash = hashWords(network);
    const slot = this.slots.find(hash, network);
    if (slot === NOT_FOUND) return NOT_FOUND;
    const before = this.rows.get(slot, IPV6_VALUE);
    this.slots.delete(hash, slot);
    this.rows.release(slot);
    return before;
  }
}

/** The networks of one IP version. */
class PrefixTables<A> {
  private readonly tables: (PrefixTable<A> | undefined)[];
  /** The prefix lengths that occur, in descending order. */
  private lengths: number[] = [];

  constructor(
    maxLength: number,
    private readonly createTable: () => PrefixTable<A>,
  ) {
    this.tables = new Array<undefined>(maxLength + 1).fill(undefined);
  }

  get size(): number {
    return this.tables.reduce((sum, table) => sum + (table?.size ?? 0), 0);
  }

  get bytes(): number {
    return this.tables.reduce((sum, table) => sum + (table?.bytes ?? 0), 0);
  }

  set(address: A, prefixLength: number, value: number): number {
    const table = (this.tables[prefixLength] ??= this.createTable());
    const before =
      value === NOT_FOUND ? table.delete(address, prefixLength) : table.set(address, prefixLength, value);
    if (table.size === 0) this.tables[prefixLength] = undefined;
    if (this.lengths.includes(prefixLength) !== (this.tables[prefixLength] !== undefined))
      this.lengths = [...this.tables.keys()].filter((length) => this.tables[length]).reverse();
    return before;
  }

  longestMatch(address: A, shorterThan: number): PrefixMatch | undefined {
    for (const prefixLength of this.lengths) {
      if (prefixLength >= shorterThan) continue;
      const value = this.tables[prefixLength]!.get(address, prefixLength);
      if (value !== NOT_FOUND) return { prefixLength, value };
    }
    return undefined;
  }
}
