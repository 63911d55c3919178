import { hash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Every secret starts with this prefix, so that scanners can recognize a leaked one. */
const PREFIX = 'oak_';
const PATTERN = /^oak_[A-Za-z0-9_-]{43}$/;

/** A new secret of 256 random bits, the prefix that identifies it in lists, and the hash that is stored. */
export function generateSecret(): { secret: string; prefix: string; hash: string } {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return { secret, prefix: secret.slice(0, 12), hash: hashSecret(secret) };
}

/** SHA-256 in hexadecimal. A slow hash is unnecessary, because the secret cannot be guessed. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/**
 * The API key of a request: `Authorization: Bearer oak_…`, `Authorization: ApiKey …` or `X-API-Key: …`. Undefined if
 * the request has none; '' if the key is malformed or the request has two credentials, so that neither can count.
 */
export function extractApiKey({ headers, headersDistinct }: IncomingMessage): string | undefined {
  const { authorization, 'x-api-key': apiKeyHeader } = headers;
  if ((headersDistinct.authorization?.length ?? 0) > 1) return '';
  if (apiKeyHeader !== undefined) return authorization === undefined ? validOrEmpty(apiKeyHeader) : '';
  const { scheme, credentials } = parseAuthorization(authorization) ?? {};
  if (credentials === undefined) return undefined;
  if (scheme === 'bearer' && !credentials.startsWith(PREFIX)) return undefined;
  return validOrEmpty(credentials);
}

/** The token of `Authorization: Bearer …`, or null. */
export function extractBearerToken({ headers }: IncomingMessage): string | null {
  const { scheme, credentials } = parseAuthorization(headers.authorization) ?? {};
  return scheme === 'bearer' && credentials !== undefined ? credentials : null;
}

/** The scheme, in lower case, and the credentials (RFC 9110, 11.4): spaces between them, and nothing after them. */
function parseAuthorization(header = ''): { scheme: string; credentials: string } | undefined {
  const [, scheme, credentials] = /^(bearer|apikey) +(\S+)$/i.exec(header) ?? [];
  return scheme !== undefined && credentials !== undefined
    ? { scheme: scheme.toLowerCase(), credentials }
    : undefined;
}

function validOrEmpty(key: string | string[]): string {
  return typeof key === 'string' && PATTERN.test(key) ? key : '';
}
