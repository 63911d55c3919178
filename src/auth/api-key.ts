import { hash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Every key begins with it, so that a key that has leaked can be recognized as one. */
const PREFIX = 'oak_';
const PATTERN = /^oak_[A-Za-z0-9_-]{43}$/;

/** A new secret of 256 random bits, what it is recognized by, and what is kept of it. */
export function generateSecret(): { secret: string; prefix: string; hash: string } {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return { secret, prefix: secret.slice(0, 12), hash: hashSecret(secret) };
}

/** SHA-256 in hexadecimal: enough for what cannot be guessed. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/**
 * The API key of a request: `Authorization: Bearer oak_…`, `Authorization: ApiKey …` or `X-API-Key: …`. Undefined
 * where there is none; '' where there is something that is none, or two credentials of which nobody can say which
 * counts.
 */
export function extractApiKey({ headers, headersDistinct }: IncomingMessage): string | undefined {
  const { authorization, 'x-api-key': own } = headers;
  if ((headersDistinct.authorization?.length ?? 0) > 1) return '';
  if (own !== undefined) return authorization === undefined ? wellFormed(own) : '';
  const [, scheme, credentials] = /^(bearer|apikey) +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer' && !credentials.startsWith(PREFIX)) return undefined;
  return wellFormed(credentials);
}

function wellFormed(key: string | string[]): string {
  return typeof key === 'string' && PATTERN.test(key) ? key : '';
}
