import { Injectable, Logger } from '@nestjs/common';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import type { Identity, AuthenticatedCredential, TenantScope } from './principal.js';

/** The id of the status in /lookups/organization-statuses. */
const SUSPENDED = 1;

/** The last use of a key is recorded to the minute. */
const USE_NOT_RECORDED = `coalesce(last_used_at < now() - interval '1 minute', true)`;

/** The tenant scope of the organization that a query joins as `organization`. */
const tenantScopeColumns = `organization.path, effective_status_id(organization.path) = ${SUSPENDED} as suspended,
  (select value from auth_epoch) as epoch`;

interface TenantScopeRow {
  path: string | null;
  suspended: boolean;
  epoch: string;
}

type KeyRow = Identity & TenantScopeRow & { apiKeyId: string };

/** Reads the current state of identities. */
@Injectable()
export class PrincipalsRepository {
  private readonly logger = new Logger(PrincipalsRepository.name);

  constructor(private readonly work: UnitOfWork) {}

  /** Null if the organization does not exist or is deleted. */
  async findTenantScope(identity: Identity): Promise<TenantScope | null> {
    if (identity.organizationId === null) return { scope: '/', suspended: false };
    const [row] = await this.work.read(PLATFORM, (manager) =>
      manager.query<TenantScopeRow[]>(
        `select ${tenantScopeColumns} from organizations organization where id = $1 and deleted_at is null`,
        [identity.organizationId],
      ),
    );
    return row ? toTenantScope(identity, row) : null;
  }

  /** Finds a key by the hash of its secret; null if there is none, it has expired, or its organization is deleted. */
  async findByApiKey(keyHash: string): Promise<AuthenticatedCredential | null> {
    const [row] = await this.work.read(PLATFORM, (manager) =>
      manager.query<KeyRow[]>(
        `select key.id as "apiKeyId", key.name as subject, role, organization_id as "organizationId",
                case hash when $1 then expires_at else least(expires_at, previous_expires_at) end as "expiresAt",
                ${tenantScopeColumns}
           from api_keys key left join organizations organization
             on organization.id = organization_id and deleted_at is null
          where (hash = $1 or previous_hash = $1 and previous_expires_at > now())
            and (expires_at is null or expires_at > now())
            and (organization_id is null or organization.id is not null)`,
        [keyHash],
      ),
    );
    if (!row) return null;
    const { path: _path, suspended: _suspended, epoch: _epoch, ...identity } = row;
    const expiresAtMs = row.expiresAt?.getTime() ?? Infinity;
    return { identity, expiresAtMs, keyHash, tenantScope: toTenantScope(identity, row) };
  }

  recordUse(apiKeyId: string): void {
    this.work
      .write(PLATFORM, (manager) =>
        manager.query(
          `update api_keys set last_used_at = now()
            where id = $1 and ${USE_NOT_RECORDED}`,
          [apiKeyId],
        ),
      )
      .catch((error: unknown) => this.logger.warn({ err: error }));
  }
}

function toTenantScope(
  { role, organizationId }: Identity,
  { path, suspended, epoch }: TenantScopeRow,
): TenantScope {
  return role === 'admin' || organizationId === null
    ? { scope: '/', suspended: false, epoch }
    : { scope: path!, suspended, epoch };
}
