import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** What is in that form already, as most names are that a SIP proxy asks for: it is no A-label, whose form takes a look. */
const plain =
  /^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The form in which a domain name is stored and compared: lower case, A-labels (RFC 5891), no trailing dot.
 * Undefined for anything but a host name with at least two labels (RFC 1123); IP addresses are refused too.
 */
export function normalizeDomainName(input: string): string | undefined {
  if (input.length <= 253 && plain.test(input)) return input;
  // domainToASCII follows the URL standard, which also decodes %61 and reads 0x7f.1 as an address.
  if (/[^\p{L}\p{M}\p{N}.\-\u200c\u200d]/u.test(input)) return undefined;
  const name = domainToASCII(input.replace(/\.$/, '')).toLowerCase();
  const labels = name.split('.');
  const usable =
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels.at(-1)!) &&
    isIP(name) === 0;
  return usable ? name : undefined;
}
