import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { hashSecret } from './api-key.js';
import { principalKey, type Identity, type AuthenticatedCredential, type TenantScope } from './principal.js';
import { PrincipalsRepository } from './principals.repository.js';

/** The cache keeps this many principals, the most recently used ones. */
const MAX_PRINCIPALS = 10_000;
/** After this time the credential is verified again, which detects a withdrawn signing key. */
const MAX_AGE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

export interface CachedPrincipal extends AuthenticatedCredential {
  /** The key of the cache entry; '' if the credential is not cached. */
  credentialHash: string;
  /** See `principalKey`. */
  key: string;
}

/**
 * Caches principals by the hashes of their credentials, until the credentials expire. The cached scope may be out of
 * date, so each unit of work checks that it is still valid (`Caller.authEpoch`).
 */
@Injectable()
export class PrincipalCache {
  private readonly entries = new LRUCache<string, CachedPrincipal>({ max: MAX_PRINCIPALS, ttl: MAX_AGE_MS });
  /** The API keys whose use was recorded within the last minute. */
  private readonly recentlyUsed = new LRUCache<string, true>({ max: MAX_PRINCIPALS, ttl: MINUTE_MS });

  constructor(private readonly repository: PrincipalsRepository) {}

  get(request: IncomingMessage): CachedPrincipal | undefined {
    const credentialHash = hashCredential(request);
    if (credentialHash === undefined) return undefined;
    const cached = this.entries.get(credentialHash);
    return cached && cached.expiresAtMs > Date.now() ? cached : undefined;
  }

  set(request: IncomingMessage, credential: AuthenticatedCredential): CachedPrincipal {
    const credentialHash = hashCredential(request) ?? '';
    const cached: CachedPrincipal = { ...credential, credentialHash, key: principalKey(credential.identity) };
    if (credentialHash !== '') this.entries.set(credentialHash, cached);
    return cached;
  }

  /** Reads the scope from the database; null if the principal does not exist any more, which also evicts it. */
  async refresh(cached: CachedPrincipal): Promise<TenantScope | null> {
    const { keyHash, identity } = cached;
    const current =
      keyHash === undefined
        ? { tenantScope: (await this.repository.findTenantScope(identity)) ?? undefined }
        : await this.repository.findByApiKey(keyHash);
    Object.assign(cached, current ?? { tenantScope: undefined });
    if (!cached.tenantScope) this.entries.delete(cached.credentialHash);
    return cached.tenantScope ?? null;
  }

  /** Records the use once a minute, without delaying the request. If that fails, the key works all the same. */
  recordUse({ apiKeyId }: Identity): void {
    if (apiKeyId === undefined || this.recentlyUsed.has(apiKeyId)) return;
    this.recentlyUsed.set(apiKeyId, true);
    this.repository.recordUse(apiKeyId);
  }
}

/** The last credential on each open connection. */
const lastCredentials = new WeakMap<Socket, { text: string; hash: string }>();

/** Undefined if the request has no credential, or more than one, so that none can count. */
function hashCredential({ headers, rawHeaders, socket }: IncomingMessage): string | undefined {
  let credentials = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if ((name.length === 13 || name.length === 9) && /^(authorization|x-api-key)$/i.test(name)) credentials++;
  }
  if (credentials !== 1) return undefined;
  const { authorization, 'x-api-key': apiKeyHeader } = headers;
  const text = authorization ?? `X-API-Key ${apiKeyHeader as string}`;
  // Most requests have the same credential as the previous request on their connection, which saves the hashing.
  let last = lastCredentials.get(socket);
  if (last?.text !== text) lastCredentials.set(socket, (last = { text, hash: hashSecret(text) }));
  return last.hash;
}
