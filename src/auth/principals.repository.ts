import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal, Role } from './principal.js';

/** Its id in /lookups/organization-statuses. */
const SUSPENDED = 1;

@Injectable()
export class PrincipalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What the organization of a token is now; null when it is not there (any more). */
  async load(subject: string, role: Role, organizationId: number): Promise<Principal | null> {
    const [organization] = await this.dataSource.query<{ path: string; suspended: boolean }[]>(
      `select path, effective_status_id(path) = ${SUSPENDED} as suspended
         from organizations where id = $1 and deleted_at is null`,
      [organizationId],
    );
    if (!organization) return null;
    const tenant = role !== 'admin';
    return {
      subject,
      role,
      organizationId,
      scope: tenant ? organization.path : null,
      suspended: tenant && organization.suspended,
    };
  }
}
