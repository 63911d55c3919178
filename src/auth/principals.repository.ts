import { Injectable, Logger } from '@nestjs/common';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import type { Identity, Recognized, Standing } from './principal.js';

/** Its id in /lookups/organization-statuses. */
const SUSPENDED = 1;

/** The last use of a key is kept to the minute. */
const UNMARKED = `coalesce(last_used_at < now() - interval '1 minute', true)`;

/** The standing of the organization that is joined as `organization`. */
const standing = `organization.path, effective_status_id(organization.path) = ${SUSPENDED} as suspended,
  (select version from rights) as version`;

interface StandingRow {
  path: string | null;
  suspended: boolean;
  version: string;
}

type KeyRow = Identity & StandingRow & { apiKeyId: string };

/** Who an identity is at this moment. */
@Injectable()
export class PrincipalsRepository {
  private readonly logger = new Logger(PrincipalsRepository.name);

  constructor(private readonly work: UnitOfWork) {}

  /** Null when the organization is not there (any more). */
  async standingOf(identity: Identity): Promise<Standing | null> {
    if (identity.organizationId === null) return { scope: '/', suspended: false };
    const [row] = await this.work.read(PLATFORM, (manager) =>
      manager.query<StandingRow[]>(
        `select ${standing} from organizations organization where id = $1 and deleted_at is null`,
        [identity.organizationId],
      ),
    );
    return row ? standingFrom(identity, row) : null;
  }

  /** By the hash of its secret; null when there is no such key, or it is over, or its organization is gone. */
  async findByApiKey(keyHash: string): Promise<Recognized | null> {
    const [row] = await this.work.read(PLATFORM, (manager) =>
      manager.query<KeyRow[]>(
        `select key.id as "apiKeyId", key.name as subject, role, organization_id as "organizationId",
                case hash when $1 then expires_at else least(expires_at, previous_expires_at) end as "expiresAt",
                ${standing}
           from api_keys key left join organizations organization
             on organization.id = organization_id and deleted_at is null
          where (hash = $1 or previous_hash = $1 and previous_expires_at > now())
            and (expires_at is null or expires_at > now())
            and (organization_id is null or organization.id is not null)`,
        [keyHash],
      ),
    );
    if (!row) return null;
    const { path: _path, suspended: _suspended, version: _version, ...identity } = row;
    const until = row.expiresAt?.getTime() ?? Infinity;
    return { identity, until, keyHash, standing: standingFrom(identity, row) };
  }

  noteUse(apiKeyId: string): void {
    this.work
      .write(PLATFORM, (manager) =>
        manager.query(
          `update api_keys set last_used_at = now()
            where id = $1 and ${UNMARKED}`,
          [apiKeyId],
        ),
      )
      .catch((error: unknown) => this.logger.warn({ err: error }));
  }
}

function standingFrom(
  { role, organizationId }: Identity,
  { path, suspended, version }: StandingRow,
): Standing {
  return role === 'admin' || organizationId === null
    ? { scope: '/', suspended: false, version }
    : { scope: path!, suspended, version };
}
