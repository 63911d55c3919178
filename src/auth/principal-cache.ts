import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { hashSecret } from './api-key.js';
import { principalKey, type Identity, type AuthenticatedCredential, type TenantScope } from './principal.js';
import { PrincipalsRepository } from './principals.repository.js';

/** How many callers are remembered; of more than that, those that were here last. */
const MAX_PRINCIPALS = 10_000;
/** For how long: by then at the latest a signing key that was withdrawn is asked for again. */
const MAX_AGE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** What was found out about a credential. */
export interface CachedPrincipal extends AuthenticatedCredential {
  /** What it is remembered by. */
  credential: string;
  /** Distinguishes principals that share nothing. */
  key: string;
}

/**
 * Who has called before. Of a credential a hash is remembered, with whom it names, never past its end, and with the
 * standing that the database gave that one. It may have another one by now: that is for each unit of work to find out
 * (`Caller.rights`).
 */
@Injectable()
export class PrincipalCache {
  private readonly entries = new LRUCache<string, CachedPrincipal>({ max: MAX_PRINCIPALS, ttl: MAX_AGE_MS });
  /** When the use of an API key was last noted. */
  private readonly recordedUses = new LRUCache<string, true>({ max: MAX_PRINCIPALS, ttl: MINUTE_MS });

  constructor(private readonly repository: PrincipalsRepository) {}

  get(request: IncomingMessage): CachedPrincipal | undefined {
    const credential = credentialHash(request);
    if (credential === undefined) return undefined;
    const known = this.entries.get(credential);
    return known && known.expiresAtMs > Date.now() ? known : undefined;
  }

  set(request: IncomingMessage, recognized: AuthenticatedCredential): CachedPrincipal {
    const credential = credentialHash(request) ?? '';
    const known: CachedPrincipal = { ...recognized, credential, key: principalKey(recognized.identity) };
    if (credential !== '') this.entries.set(credential, known);
    return known;
  }

  /** What the database says now; null, and forgotten, where it knows nobody of the kind any more. */
  async refresh(known: CachedPrincipal): Promise<TenantScope | null> {
    const { keyHash, identity } = known;
    const fresh =
      keyHash === undefined
        ? { tenantScope: (await this.repository.findTenantScope(identity)) ?? undefined }
        : await this.repository.findByApiKey(keyHash);
    Object.assign(known, fresh ?? { tenantScope: undefined });
    if (!known.tenantScope) this.entries.delete(known.credential);
    return known.tenantScope ?? null;
  }

  /** To the minute, and not on the request's time: a key that cannot be marked as used works all the same. */
  recordUse({ apiKeyId }: Identity): void {
    if (apiKeyId === undefined || this.recordedUses.has(apiKeyId)) return;
    this.recordedUses.set(apiKeyId, true);
    this.repository.recordUse(apiKeyId);
  }
}

/** The credential that was shown last on each connection, for as long as that is open. */
const lastCredentials = new WeakMap<Socket, { text: string; hash: string }>();

/** Undefined where there is none, or more than one: then nobody can say which counts. */
function credentialHash({ headers, rawHeaders, socket }: IncomingMessage): string | undefined {
  let credentials = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if ((name.length === 13 || name.length === 9) && /^(authorization|x-api-key)$/i.test(name)) credentials++;
  }
  if (credentials !== 1) return undefined;
  const { authorization, 'x-api-key': own } = headers;
  const text = authorization ?? `X-API-Key ${own as string}`;
  // Most requests on a connection show what the one before has shown.
  let last = lastCredentials.get(socket);
  if (last?.text !== text) lastCredentials.set(socket, (last = { text, hash: hashSecret(text) }));
  return last.hash;
}
