import type { Principal } from '../auth/principal.js';
import { ApiError, type Fault } from '../http/api-error.js';
import { invalid } from '../http/failures.js';
import type { CreateOrganizationDto, UpdateOrganizationDto } from './organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  organizationNotEmpty,
  ownOrganization,
  rootRequiresAdmin,
  statusNotSettable,
} from './organization.failures.js';

// What may be asked of an organization, by whom, as far as that can be told without the database.

/** Ids in the lookups. */
export const DELETED = 2;
export const CUSTOMER_OF = 0;

/** What of its own organization belongs to an ancestor or an administrator. */
const reserved = [
  'status',
  'class',
  'type',
  'currency',
  'monthly_cost_limit',
  'verification_type',
  'verification',
  'relation',
] as const satisfies readonly (keyof UpdateOrganizationDto)[];

/** Whether a tenant is looking at itself rather than at one of its descendants. */
function isOwn(principal: Principal, organization: Organization): boolean {
  return principal.role !== 'admin' && organization.id === principal.organizationId;
}

/** A tenant neither moves nor deletes itself. */
export function refuseOwn(principal: Principal, organization: Organization): void {
  if (isOwn(principal, organization)) throw new ApiError(ownOrganization);
}

/** By default the caller's own organization; null for a root. */
export function parentOfNew(principal: Principal, { relation }: CreateOrganizationDto): number | null {
  const admin = principal.role === 'admin';
  if (relation === null && !admin)
    throw new ApiError(rootRequiresAdmin, [{ field: 'relation', message: 'must not be null' }]);
  const parentId = relation === null ? null : (relation?.parent?.id ?? principal.organizationId);
  if (relation && parentId === null)
    throw new ApiError(invalid, [
      { field: 'relation.parent', message: 'is required without an own organization' },
    ]);
  return parentId;
}

export function refuseReserved(
  principal: Principal,
  organization: Organization,
  body: UpdateOrganizationDto,
): void {
  if (!isOwn(principal, organization)) return;
  const faults: Fault[] = reserved
    .filter((field) => body[field] !== undefined)
    .map((field) => ({ field, message: 'belongs to an ancestor or an administrator' }));
  if (faults.length > 0) throw new ApiError(ownOrganization, faults);
}

export function refuseDeletedStatus({ status }: Pick<UpdateOrganizationDto, 'status'>): void {
  if (status?.id === DELETED)
    throw new ApiError(statusNotSettable, [{ field: 'status', message: 'cannot be set to Deleted' }]);
}

export function refuseContents(contents: { children: number; domains: number; ips: number }): void {
  const faults = Object.entries(contents)
    .filter(([, count]) => count > 0)
    .map(([field, count]) => ({ field, message: String(count) }));
  if (faults.length > 0) throw new ApiError(organizationNotEmpty, faults);
}
