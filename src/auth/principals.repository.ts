import { Injectable } from '@nestjs/common';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import type { Identity, Principal } from './principal.js';

/** Its id in /lookups/organization-statuses. */
const SUSPENDED = 1;

@Injectable()
export class PrincipalsRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Who an identity is now; null when its organization is not there (any more). */
  async establish(identity: Identity): Promise<Principal | null> {
    const { organizationId, role } = identity;
    if (organizationId === null) return { ...identity, scope: '/', suspended: false };
    const [organization] = await this.work.read(PLATFORM, (manager) =>
      manager.query<{ path: string; suspended: boolean }[]>(
        `select path, effective_status_id(path) = ${SUSPENDED} as suspended
           from organizations where id = $1 and deleted_at is null`,
        [organizationId],
      ),
    );
    if (!organization) return null;
    return role === 'admin'
      ? { ...identity, scope: '/', suspended: false }
      : { ...identity, scope: organization.path, suspended: organization.suspended };
  }
}
