import ipaddr from 'ipaddr.js';
import { isIPv4, isIPv6 } from 'node:net';
import type { FieldError } from '../errors/api-error.js';

/** The shortest prefix that one organization may hold. */
const SHORTEST_PREFIX = { 4: 8, 6: 16 } as const;
const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

const refusedRanges: Record<string, string> = {
  unspecified: 'must not be an unspecified address',
  loopback: 'must not be a loopback address',
  multicast: 'must not be a multicast address',
  broadcast: 'must not be the broadcast address',
  ipv4Mapped: 'must be written as the IPv4 address that it maps',
};

/**
 * Checks an address and a prefix length (default: the whole address) as the network of an organization.
 * `loopback`: those are taken too, as they are by who tries a proxy on one machine.
 * Answers it in CIDR notation (RFC 4632, RFC 5952), or every fault by its field.
 */
export function parseNetwork(
  address: string,
  prefix?: number,
  loopback = false,
): { network: string } | { fieldErrors: FieldError[] } {
  const version = ipVersion(address);
  if (!version) return { fieldErrors: [{ field: 'ipAddress', message: 'must be an IPv4 or IPv6 address' }] };
  const bits = prefix ?? ADDRESS_BITS[version];
  const fieldErrors: FieldError[] = [];
  const parsed = ipaddr.parse(address);
  const tolerated = loopback && parsed.range() === 'loopback';
  const refused = tolerated
    ? undefined
    : (refusedRanges[parsed.range()] ?? (isReserved(parsed) ? RESERVED : undefined));
  if (refused) fieldErrors.push({ field: 'ipAddress', message: refused });
  if (bits > ADDRESS_BITS[version])
    fieldErrors.push({
      field: 'cidr',
      message: `must not be greater than ${ADDRESS_BITS[version]} for IPv${version}`,
    });
  else if (bits < SHORTEST_PREFIX[version])
    fieldErrors.push({
      field: 'cidr',
      message: `must not be less than ${SHORTEST_PREFIX[version]} for IPv${version}`,
    });
  if (fieldErrors.length > 0) return { fieldErrors };

  const network = (version === 4 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(
    `${parsed.toString()}/${bits}`,
  );
  if (network.toString() !== parsed.toString())
    return {
      fieldErrors: [
        {
          field: 'cidr',
          message: `leaves host bits in the address: the network is ${network.toString()}/${bits}`,
        },
      ],
    };
  return { network: `${network.toString()}/${bits}` };
}

/** Around the unspecified, loopback and mapped addresses lie networks that contain them. */
const RESERVED = 'must not be in the reserved network ::/16';

function isReserved(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv6 && address.parts[0] === 0;
}

export function ipVersion(address: string): 4 | 6 | undefined {
  if (isIPv4(address)) return 4;
  return isIPv6(address) && !address.includes('%') ? 6 : undefined;
}
