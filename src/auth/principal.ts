import { createHash } from 'node:crypto';
import type { RequestCaller } from '../http/request.js';

export const roles = ['admin', 'manager', 'viewer', 'edge'] as const;
export type Role = (typeof roles)[number];

/** What a token or an API key says of who calls. */
export interface Identity {
  /** The `sub` of the token, or the name of the API key. */
  subject: string;
  role: Role;
  /** The organization that the caller belongs to; null for who is the platform's own: administrators, SIP proxies. */
  organizationId: number | null;
  /** The API key that was shown; absent for a token. */
  apiKeyId?: string;
  /** When the secret that was shown ends; null where the API key does not, absent for a token. */
  expiresAt?: Date | null;
}

/** What of the forest is there for an identity, as the database last said. */
export interface TenantScope {
  /** Path of the subtree; `/` for everything. */
  scope: string;
  /** The organization, or one above it, is suspended: reading only. */
  suspended: boolean;
  /** Of everybody's rights at that moment; undefined where nothing in the database can change these. */
  epoch?: string;
}

/** Whom a credential names. */
export interface AuthenticatedCredential {
  identity: Identity;
  /** When the credential ends, in milliseconds since 1970. */
  expiresAtMs: number;
  /** Left out where it has not been asked for yet. */
  tenantScope?: TenantScope;
  /** Of an API key: the hash of its secret. */
  keyHash?: string;
}

/** Who calls, and what of the forest is there for them now. */
export interface Principal extends Identity, TenantScope, RequestCaller {}

/**
 * Distinguishes principals that share nothing: not a counter, not an idempotency key. A hash, for what is kept of
 * requests names nobody.
 */
export function principalKey({ subject, role, organizationId, apiKeyId }: Identity): string {
  const identity = apiKeyId === undefined ? [subject, role, organizationId] : [apiKeyId];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}
