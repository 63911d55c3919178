import { createHash } from 'node:crypto';
import type { RequestCaller } from '../http/request-context.js';

export const roles = ['admin', 'manager', 'viewer', 'edge', 'rating'] as const;
export type Role = (typeof roles)[number];

/** What a token or an API key says about the caller. */
export interface Identity {
  /** The `sub` of the token, or the name of the API key. */
  subject: string;
  role: Role;
  /** The organization that the caller belongs to; null for the platform's own administrators, SIP proxies and rating engines. */
  organizationId: number | null;
  /** Absent for a token. */
  apiKeyId?: string;
  /** When the secret of the API key expires; null if it does not expire, absent for a token. */
  expiresAt?: Date | null;
}

/** The part of the organization tree that an identity sees, as the database last returned it. */
export interface TenantScope {
  /** Path of the subtree; `/` for everything. */
  scope: string;
  /** The organization or one of its ancestors is suspended, so the identity can only read. */
  suspended: boolean;
  /** The auth epoch of that moment; undefined if no change in the database can affect the scope. */
  epoch?: string;
}

/** A verified credential and its identity. */
export interface AuthenticatedCredential {
  identity: Identity;
  /** When the credential expires, in milliseconds since 1970. */
  expiresAtMs: number;
  /** Absent until the database has been asked for it. */
  tenantScope?: TenantScope;
  /** The hash of an API key's secret; absent for a token. */
  keyHash?: string;
}

/** The caller of a request, with its current scope. */
export interface Principal extends Identity, TenantScope, RequestCaller {}

/**
 * Identifies a principal, so that two principals never share a rate limit or an idempotency key. It is a hash, because
 * the stored requests must not name their callers.
 */
export function principalKey({ subject, role, organizationId, apiKeyId }: Identity): string {
  const identity = apiKeyId === undefined ? [subject, role, organizationId] : [apiKeyId];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}
