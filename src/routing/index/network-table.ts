import ipaddr from 'ipaddr.js';
import { isIPv4, isIPv6 } from 'node:net';
import { IntTable } from './int-table.js';

/** An address as numbers: one for IPv4, eight of 16 bits for IPv6. */
export type Address = number | readonly number[];

/**
 * Reads an IPv4 or IPv6 address; undefined for anything else. An IPv4-mapped one (RFC 4291, 2.5.5.2), as a socket for
 * both versions reports its IPv4 callers, is the IPv4 address.
 */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return parseIPv4(text);
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const address = ipaddr.IPv6.parse(text.includes('.') ? withoutDots(text) : text);
  return address.isIPv4MappedAddress() ? parseIPv4(address.toIPv4Address().toString()) : address.parts;
}

/** `ipaddr.js` takes every address with an IPv4 one at its end for a mapped one. */
function withoutDots(text: string): string {
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

function parseIPv4(text: string): number {
  let address = 0;
  let byte = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      address = (address << 8) | byte;
      byte = 0;
    } else byte = byte * 10 + code - ZERO;
  }
  return (address << 8) | byte;
}

const DOT = 46;
const ZERO = 48;

/** The first address of the network that this many bits of an address make (RFC 5952 for IPv6); by default, itself. */
export function networkAddress(address: Address, bits = typeof address === 'number' ? 32 : 128): string {
  if (typeof address !== 'number')
    return ipaddr.IPv6.networkAddressFromCIDR(
      `${new ipaddr.IPv6([...address]).toString()}/${bits}`,
    ).toString();
  const network = maskIPv4(address, bits);
  return `${network >>> 24}.${(network >>> 16) & 255}.${(network >>> 8) & 255}.${network & 255}`;
}

interface PrefixMatch {
  /** Length of the prefix. */
  bits: number;
  value: number;
}

/** Something for each network, found by any address in it: a hash table for each length of prefix that there is. */
export class NetworkTable {
  private readonly tables = {
    4: new PrefixTable(32, maskIPv4, () => new IntTable()),
    6: new PrefixTable(128, maskIPv6, () => new TextTable()),
  };

  get size(): number {
    return this.tables[4].size + this.tables[6].size;
  }

  /** What stands at exactly this network, in CIDR notation; -1 where nothing does. */
  get(network: string): number {
    const [address, bits] = parse(network);
    return typeof address === 'number'
      ? this.tables[4].get(address, bits)
      : this.tables[6].get(address, bits);
  }

  /** Undoes what stands there with -1. */
  set(network: string, value: number): void {
    const [address, bits] = parse(network);
    if (typeof address === 'number') this.tables[4].set(address, bits, value);
    else this.tables[6].set(address, bits, value);
  }

  /** What stands at the longest network around an address whose prefix has less than `below` bits. */
  around(address: Address, below: number): PrefixMatch | undefined {
    return typeof address === 'number'
      ? this.tables[4].around(address, below)
      : this.tables[6].around(address, below);
  }
}

function parse(network: string): [address: Address, bits: number] {
  const slash = network.lastIndexOf('/');
  return [parseAddress(network.slice(0, slash))!, Number(network.slice(slash + 1))];
}

/** Numbers by keys; -1 where there is none. */
interface Table<Key> {
  readonly size: number;
  get(key: Key): number;
  set(key: Key, value: number): void;
  delete(key: Key): void;
}

class TextTable implements Table<string> {
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

class PrefixTable<A, Key> {
  private readonly byLength: (Table<Key> | undefined)[];
  /** The lengths that there are, the longest first. */
  private lengths: number[] = [];

  constructor(
    longest: number,
    /** The first bits of an address, as a key. */
    private readonly mask: (address: A, bits: number) => Key,
    private readonly makeTable: () => Table<Key>,
  ) {
    this.byLength = new Array<undefined>(longest + 1).fill(undefined);
  }

  get size(): number {
    return this.byLength.reduce((sum, table) => sum + (table?.size ?? 0), 0);
  }

  get(address: A, bits: number): number {
    return this.byLength[bits]?.get(this.mask(address, bits)) ?? -1;
  }

  set(address: A, bits: number, value: number): void {
    const table = (this.byLength[bits] ??= this.makeTable());
    if (value === -1) table.delete(this.mask(address, bits));
    else table.set(this.mask(address, bits), value);
    if (table.size === 0) this.byLength[bits] = undefined;
    if (this.lengths.includes(bits) !== (this.byLength[bits] !== undefined))
      this.lengths = [...this.byLength.keys()].filter((length) => this.byLength[length]).reverse();
  }

  around(address: A, below: number): PrefixMatch | undefined {
    for (const bits of this.lengths) {
      if (bits >= below) continue;
      const value = this.byLength[bits]!.get(this.mask(address, bits));
      if (value !== -1) return { bits, value };
    }
    return undefined;
  }
}

/** A signed number of 32 bits, which V8 keeps without an object around it. */
function maskIPv4(address: number, bits: number): number {
  return bits === 32 ? address | 0 : address & ~(0xffff_ffff >>> bits);
}

function maskIPv6(parts: readonly number[], bits: number): string {
  const whole = bits >> 4;
  const rest = bits & 15;
  const codes = parts.slice(0, whole);
  if (rest > 0) codes.push(parts[whole]! & ~(0xffff >> rest) & 0xffff);
  return String.fromCharCode(...codes);
}
