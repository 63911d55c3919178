import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { hashSecret } from './api-key.js';
import type { Identity, Principal } from './principal.js';

/** Its id in /lookups/organization-statuses. */
const SUSPENDED = 1;

/** The last use of a key is kept to the minute. */
const UNMARKED = `coalesce(last_used_at < now() - interval '1 minute', true)`;

type KeyRow = Identity & { apiKeyId: string; stale: boolean };

/** Who an identity is at this moment. Read anew for each request, so that every change holds everywhere at once. */
@Injectable()
export class PrincipalsRepository {
  private readonly logger = new Logger(PrincipalsRepository.name);

  constructor(private readonly work: UnitOfWork) {}

  /** Null when the organization is not there (any more). */
  async establish(identity: Identity): Promise<Principal | null> {
    if (identity.organizationId === null) return everywhere(identity);
    return this.work.read(PLATFORM, (manager) => place(manager, identity));
  }

  /** Null when there is no such key, or it is over, or its organization is gone. */
  async findByApiKey(secret: string): Promise<Principal | null> {
    const found = await this.work.read(PLATFORM, async (manager) => {
      const [key] = await manager.query<KeyRow[]>(
        `select id as "apiKeyId", name as subject, role, organization_id as "organizationId",
                case hash when $1 then expires_at else least(expires_at, previous_expires_at) end as "expiresAt",
                ${UNMARKED} as stale
           from api_keys
          where (hash = $1 or previous_hash = $1 and previous_expires_at > now())
            and (expires_at is null or expires_at > now())`,
        [hashSecret(secret)],
      );
      if (!key) return null;
      const { stale, ...identity } = key;
      return { principal: await place(manager, identity), stale };
    });
    if (found?.principal && found.stale) this.noteUse(found.principal.apiKeyId!);
    return found?.principal ?? null;
  }

  /** To the minute, and not on the request's time: a key that cannot be marked as used works all the same. */
  private noteUse(id: string): void {
    this.work
      .write(PLATFORM, (manager) =>
        manager.query(
          `update api_keys set last_used_at = now()
            where id = $1 and ${UNMARKED}`,
          [id],
        ),
      )
      .catch((error: unknown) => this.logger.warn({ err: error }));
  }
}

function everywhere(identity: Identity): Principal {
  return { ...identity, scope: '/', suspended: false };
}

async function place(manager: EntityManager, identity: Identity): Promise<Principal | null> {
  if (identity.organizationId === null) return everywhere(identity);
  const [organization] = await manager.query<{ path: string; suspended: boolean }[]>(
    `select path, effective_status_id(path) = ${SUSPENDED} as suspended
       from organizations where id = $1 and deleted_at is null`,
    [identity.organizationId],
  );
  if (!organization) return null;
  return identity.role === 'admin'
    ? everywhere(identity)
    : { ...identity, scope: organization.path, suspended: organization.suspended };
}
