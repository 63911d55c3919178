import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { hashSecret } from './api-key.js';
import { principalKey, type Identity, type Recognized, type Standing } from './principal.js';
import { PrincipalsRepository } from './principals.repository.js';

/** How many callers are remembered; of more than that, those that were here last. */
const MOST = 10_000;
/** For how long: by then at the latest a signing key that was withdrawn is asked for again. */
const LONGEST_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** What was found out about a credential. */
export interface Known extends Recognized {
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
export class Principals {
  private readonly known = new LRUCache<string, Known>({ max: MOST, ttl: LONGEST_MS });
  /** When the use of an API key was last noted. */
  private readonly noted = new LRUCache<string, true>({ max: MOST, ttl: MINUTE_MS });

  constructor(private readonly repository: PrincipalsRepository) {}

  recall(request: IncomingMessage): Known | undefined {
    const credential = credentialOf(request);
    if (credential === undefined) return undefined;
    const known = this.known.get(credential);
    return known && known.until > Date.now() ? known : undefined;
  }

  remember(request: IncomingMessage, recognized: Recognized): Known {
    const credential = credentialOf(request) ?? '';
    const known: Known = { ...recognized, credential, key: principalKey(recognized.identity) };
    if (credential !== '') this.known.set(credential, known);
    return known;
  }

  /** What the database says now; null, and forgotten, where it knows nobody of the kind any more. */
  async renew(known: Known): Promise<Standing | null> {
    const { keyHash, identity } = known;
    const fresh =
      keyHash === undefined
        ? { standing: (await this.repository.standingOf(identity)) ?? undefined }
        : await this.repository.findByApiKey(keyHash);
    Object.assign(known, fresh ?? { standing: undefined });
    if (!known.standing) this.known.delete(known.credential);
    return known.standing ?? null;
  }

  /** To the minute, and not on the request's time: a key that cannot be marked as used works all the same. */
  noteUse({ apiKeyId }: Identity): void {
    if (apiKeyId === undefined || this.noted.has(apiKeyId)) return;
    this.noted.set(apiKeyId, true);
    this.repository.noteUse(apiKeyId);
  }
}

/** The credential that was shown last on each connection, for as long as that is open. */
const shown = new WeakMap<Socket, { text: string; hash: string }>();

/** Undefined where there is none, or more than one: then nobody can say which counts. */
function credentialOf({ headers, rawHeaders, socket }: IncomingMessage): string | undefined {
  let credentials = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if ((name.length === 13 || name.length === 9) && /^(authorization|x-api-key)$/i.test(name)) credentials++;
  }
  if (credentials !== 1) return undefined;
  const { authorization, 'x-api-key': own } = headers;
  const text = authorization ?? `X-API-Key ${own as string}`;
  // Most requests on a connection show what the one before has shown.
  let last = shown.get(socket);
  if (last?.text !== text) shown.set(socket, (last = { text, hash: hashSecret(text) }));
  return last.hash;
}
