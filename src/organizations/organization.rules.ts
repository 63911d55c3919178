import type { Principal } from '../auth/principal.js';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import type { CreateOrganizationDto, UpdateOrganizationDto } from './organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  organizationNotEmpty,
  ownOrganization,
  rootRequiresAdmin,
  statusNotSettable,
} from './organization.errors.js';

// What may be asked of an organization, by whom, as far as that can be told without the database.

/** Ids in the lookups. */
export const DELETED = 2;
export const CUSTOMER_OF = 0;

/** What of its own organization belongs to an ancestor or an administrator. */
const reservedFields = [
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
export function assertNotOwn(principal: Principal, organization: Organization): void {
  if (isOwn(principal, organization)) throw new ApiError(ownOrganization);
}

/** By default the caller's own organization; null for a root. */
export function resolveParentId(principal: Principal, { relation }: CreateOrganizationDto): number | null {
  const admin = principal.role === 'admin';
  if (relation === null && !admin)
    throw new ApiError(rootRequiresAdmin, [{ field: 'relation', message: 'must not be null' }]);
  const parentId = relation === null ? null : (relation?.parent?.id ?? principal.organizationId);
  if (relation && parentId === null)
    throw new ApiError(validationFailed, [
      { field: 'relation.parent', message: 'is required if the caller has no organization' },
    ]);
  return parentId;
}

export function assertNoReservedFields(
  principal: Principal,
  organization: Organization,
  body: UpdateOrganizationDto,
): void {
  if (!isOwn(principal, organization)) return;
  const faults: FieldError[] = reservedFields
    .filter((field) => body[field] !== undefined)
    .map((field) => ({ field, message: 'belongs to an ancestor or an administrator' }));
  if (faults.length > 0) throw new ApiError(ownOrganization, faults);
}

export function assertStatusSettable({ status }: Pick<UpdateOrganizationDto, 'status'>): void {
  if (status?.id === DELETED)
    throw new ApiError(statusNotSettable, [{ field: 'status', message: 'cannot be set to Deleted' }]);
}

export function assertEmpty(contents: Record<string, number>): void {
  const faults = Object.entries(contents)
    .filter(([, count]) => count > 0)
    .map(([field, count]) => ({ field, message: String(count) }));
  if (faults.length > 0) throw new ApiError(organizationNotEmpty, faults);
}
