import type { IncomingMessage } from 'node:http';
import { protocols } from '../../org-ips/org-ip.dto.js';
import type { TransportProtocol } from '../../org-ips/org-ip.entity.js';
import type { Call } from '../decision.js';
import { parseAddress } from '../../org-ips/address.js';
import { toStoredName } from '../routing.service.js';

export const ROUTING_PREFIX = '/routing/';
const DECISION = '/routing/decision?';
const IPS = '/routing/ips/';
const DOMAINS = '/routing/domains/';

/** The template of the route, for a URL that `parseCall` accepts. */
export function routeOf(url: string): string {
  if (url.startsWith(DECISION)) return '/routing/decision';
  return url.startsWith(IPS) ? '/routing/ips/:ip' : '/routing/domains/:domain';
}

/** The call that a request asks about; undefined if the URL is invalid or is not in its plainest form. */
export function parseCall({ url, method, headers }: IncomingMessage): Call | undefined {
  // Express handles CORS, conditions and percent-encoding.
  if (method !== 'GET' || /[%+]/.test(url!)) return undefined;
  if (headers.origin !== undefined || headers['if-none-match'] !== undefined) return undefined;
  const call: Call = { traffic: 'signaling' };
  if (url!.startsWith(DECISION)) {
    const isValid = parseQuery(call, url!.slice(DECISION.length), true);
    return isValid && call.address !== undefined ? call : undefined;
  }
  const mark = url!.indexOf('?');
  const end = mark === -1 ? url!.length : mark;
  if (url!.startsWith(DOMAINS)) {
    const domain = url!.slice(DOMAINS.length, end);
    return mark === -1 && isPlainName(domain) ? { ...call, domain: toStoredName(domain) } : undefined;
  }
  if (!url!.startsWith(IPS)) return undefined;
  call.address = parseAddress(url!.slice(IPS.length, end));
  if (call.address === undefined) return undefined;
  return mark === -1 || parseQuery(call, url!.slice(mark + 1), false) ? call : undefined;
}

/**
 * Adds the query's parameters to the call; false for a query that it does not accept. `ipAndDomain`: whether `ip` and
 * `domain` are parameters of the query.
 */
function parseQuery(call: Call, query: string, ipAndDomain: boolean): boolean {
  let media: boolean | undefined;
  for (let from = 0; from <= query.length;) {
    const ampersand = query.indexOf('&', from);
    const end = ampersand === -1 ? query.length : ampersand;
    const equals = query.indexOf('=', from);
    if (equals === -1 || equals > end) return false;
    const value = query.slice(equals + 1, end);
    const name = query.slice(from, equals);
    from = end + 1;
    switch (name) {
      case 'ip':
        if (!ipAndDomain || call.address !== undefined) return false;
        call.address = parseAddress(value);
        if (call.address === undefined) return false;
        break;
      case 'port':
        if (call.port !== undefined || !/^[1-9]\d{0,4}$/.test(value)) return false;
        call.port = Number(value);
        if (call.port > 65_535) return false;
        break;
      case 'protocol':
        if (call.protocol !== undefined || !isProtocol(value)) return false;
        call.protocol = value;
        break;
      case 'domain':
        if (!ipAndDomain || call.domain !== undefined || !isPlainName(value)) return false;
        call.domain = toStoredName(value);
        break;
      case 'media':
        if (media !== undefined || (value !== 'true' && value !== 'false')) return false;
        media = value === 'true';
        break;
      default:
        return false;
    }
  }
  if (media) call.traffic = 'media';
  return true;
}

function isProtocol(text: string): text is TransportProtocol {
  return protocols.includes(text as TransportProtocol);
}

/** Whether a name has only letters, digits, hyphens and dots, so that it needs no decoding. */
function isPlainName(text: string): boolean {
  return /^[A-Za-z0-9.-]{1,253}$/.test(text);
}
