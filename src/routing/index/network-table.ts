import { maskIPv4, maskIPv6, parseAddress, type Address } from '../../org-ips/address.js';
import { IntTable } from './int-table.js';

interface PrefixMatch {
  prefixLength: number;
  value: number;
}

/**
 * One value for each network, with longest-prefix match. It has one hash table for each prefix length that occurs.
 */
export class NetworkTable {
  private readonly tables = {
    4: new PrefixTable(32, maskIPv4, () => new IntTable()),
    6: new PrefixTable(128, maskIPv6, () => new StringTable()),
  };

  get size(): number {
    return this.tables[4].size + this.tables[6].size;
  }

  /** The value of exactly this network, in CIDR notation; -1 if it has none. */
  get(network: string): number {
    const [address, prefixLength] = parseNetwork(network);
    return typeof address === 'number'
      ? this.tables[4].get(address, prefixLength)
      : this.tables[6].get(address, prefixLength);
  }

  /** A value of -1 deletes the network. */
  set(network: string, value: number): void {
    const [address, prefixLength] = parseNetwork(network);
    if (typeof address === 'number') this.tables[4].set(address, prefixLength, value);
    else this.tables[6].set(address, prefixLength, value);
  }

  /** The most specific network that contains an address and whose prefix is shorter than `shorterThan` bits. */
  longestMatch(address: Address, shorterThan: number): PrefixMatch | undefined {
    return typeof address === 'number'
      ? this.tables[4].longestMatch(address, shorterThan)
      : this.tables[6].longestMatch(address, shorterThan);
  }
}

function parseNetwork(network: string): [address: Address, prefixLength: number] {
  const slash = network.lastIndexOf('/');
  return [parseAddress(network.slice(0, slash))!, Number(network.slice(slash + 1))];
}

/** A map from keys to non-negative numbers; `get` returns -1 for an absent key. */
interface Table<Key> {
  readonly size: number;
  get(key: Key): number;
  set(key: Key, value: number): void;
  delete(key: Key): void;
}

class StringTable implements Table<string> {
  private readonly values = new Map<string, number>();

  get size(): number {
    return this.values.size;
  }

  get(key: string): number {
    return this.values.get(key) ?? -1;
  }

  set(key: string, value: number): void {
    this.values.set(key, value);
  }

  delete(key: string): void {
    this.values.delete(key);
  }
}

/** The networks of one IP version. */
class PrefixTable<A, Key> {
  private readonly tablesByLength: (Table<Key> | undefined)[];
  /** The prefix lengths that occur, in descending order. */
  private lengths: number[] = [];

  constructor(
    maxLength: number,
    /** The prefix of an address as a hash key. */
    private readonly mask: (address: A, prefixLength: number) => Key,
    private readonly createTable: () => Table<Key>,
  ) {
    this.tablesByLength = new Array<undefined>(maxLength + 1).fill(undefined);
  }

  get size(): number {
    return this.tablesByLength.reduce((sum, table) => sum + (table?.size ?? 0), 0);
  }

  get(address: A, prefixLength: number): number {
    return this.tablesByLength[prefixLength]?.get(this.mask(address, prefixLength)) ?? -1;
  }

  set(address: A, prefixLength: number, value: number): void {
    const table = (this.tablesByLength[prefixLength] ??= this.createTable());
    const key = this.mask(address, prefixLength);
    if (value === -1) table.delete(key);
    else table.set(key, value);
    if (table.size === 0) this.tablesByLength[prefixLength] = undefined;
    if (this.lengths.includes(prefixLength) !== (this.tablesByLength[prefixLength] !== undefined))
      this.lengths = [...this.tablesByLength.keys()]
        .filter((length) => this.tablesByLength[length])
        .reverse();
  }

  longestMatch(address: A, shorterThan: number): PrefixMatch | undefined {
    for (const prefixLength of this.lengths) {
      if (prefixLength >= shorterThan) continue;
      const value = this.tablesByLength[prefixLength]!.get(this.mask(address, prefixLength));
      if (value !== -1) return { prefixLength, value };
    }
    return undefined;
  }
}
