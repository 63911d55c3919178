import ipaddr from 'ipaddr.js';
import { isIPv4, isIPv6 } from 'node:net';

/** An IPv4 address as one 32-bit number, or an IPv6 address as eight 16-bit numbers. */
export type Address = number | readonly number[];

/**
 * Parses an IPv4 or IPv6 address; undefined for any other text. A dual-stack socket reports an IPv4 caller as an
 * IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), which is parsed as the IPv4 address.
 */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return parseIPv4(text);
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const address = ipaddr.IPv6.parse(text.includes('.') ? toHexGroups(text) : text);
  return address.isIPv4MappedAddress() ? parseIPv4(address.toIPv4Address().toString()) : address.parts;
}

/** `ipaddr.js` takes every IPv6 address with a dotted IPv4 part for a mapped one, so the dotted part is rewritten. */
function toHexGroups(text: string): string {
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

/** The first address of the network with this prefix length that contains the address (RFC 5952 for IPv6). */
export function networkAddress(
  address: Address,
  prefixLength = typeof address === 'number' ? 32 : 128,
): string {
  if (typeof address !== 'number')
    return ipaddr.IPv6.networkAddressFromCIDR(
      `${new ipaddr.IPv6([...address]).toString()}/${prefixLength}`,
    ).toString();
  const network = maskIPv4(address, prefixLength);
  return `${network >>> 24}.${(network >>> 16) & 255}.${(network >>> 8) & 255}.${network & 255}`;
}

/** The prefix of an address as a signed 32-bit number, which V8 stores without allocating an object. */
export function maskIPv4(address: number, prefixLength: number): number {
  return prefixLength === 32 ? address | 0 : address & ~(0xffff_ffff >>> prefixLength);
}

/** The prefix of an address as four 32-bit words. The next call overwrites the result. */
export function maskIPv6(parts: readonly number[], prefixLength: number): Int32Array {
  for (let word = 0; word < words.length; word++)
    words[word] = maskIPv4(
      (parts[2 * word]! << 16) | parts[2 * word + 1]!,
      Math.min(Math.max(prefixLength - 32 * word, 0), 32),
    );
  return words;
}

const words = new Int32Array(4);
