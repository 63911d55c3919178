import { isIdnHostname } from 'idn-hostname';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { normalizeText } from '../http/text.js';

/** What is in that form already, as most names are that a SIP proxy asks for: it is no A-label, whose form takes a look. */
const plain =
  /^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The form in which a domain name is stored and compared: lower case, A-labels (UTS 46), no trailing dot, no white space
 * around it. Undefined for anything but a host name with at least two labels (RFC 1123); IP addresses are refused too.
 */
export function normalizeDomainName(input: string): string | undefined {
  if (input.length <= 253 && plain.test(input)) return input;
  const text = normalizeText(input);
  // domainToASCII follows the URL standard, which also decodes %61 and reads 0x7f.1 as an address.
  if (/[^A-Za-z0-9.\-\u0080-\u{10ffff}]/u.test(text)) return undefined;
  const name = domainToASCII(text).toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const usable =
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels.at(-1)!) &&
    isIP(name) === 0;
  return usable ? name : undefined;
}

/**
 * The character or the rule because of which a normalized name may not be registered (IDNA2008: RFC 5891, RFC 5892);
 * undefined for a name that may. UTS 46, which browsers follow, also resolves names that IDNA2008 disallows, such as emoji.
 */
export function idnaFault(name: string): string | undefined {
  for (const part of name.split('.'))
    if (part.startsWith('xn--'))
      try {
        isIdnHostname(part);
      } catch (error) {
        return (error as Error).message.replace(/\.$/, '');
      }
  return undefined;
}
