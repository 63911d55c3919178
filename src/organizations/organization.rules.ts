import type { Principal } from '../auth/principal.js';
import { isOutOfScope, violatesConstraint } from '../database/database-errors.js';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import type { CreateOrganizationDto, UpdateOrganizationDto } from './organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  organizationNotEmpty,
  ownOrganization,
  rootRequiresAdmin,
  statusNotSettable,
  unknownOrganization,
} from './organization.errors.js';

// Rules that need no database.

/** Ids of lookup values. */
export const DELETED = 2;
export const CUSTOMER_OF = 0;

/**
 * The fields of its own organization that a tenant cannot change, by their columns: an ancestor or an administrator sets
 * them.
 */
const reservedFields: Partial<Record<keyof Organization, keyof UpdateOrganizationDto>> = {
  statusId: 'status',
  classId: 'class',
  typeId: 'type',
  currencyId: 'currency',
  monthlyCostLimit: 'monthly_cost_limit',
  costLimitThresholds: 'cost_limit_thresholds',
  verificationTypeId: 'verification_type',
  verification: 'verification',
  relationTypeId: 'relation',
};

/** Whether the organization is the caller's own. An administrator has no own organization in this sense. */
function isOwn(principal: Principal, organization: Organization): boolean {
  return principal.role !== 'admin' && organization.id === principal.organizationId;
}

/**
 * Writes a row whose organization is in the body's `field`: 422 if there is no such organization or the caller cannot see
 * it. The database decides this with the write itself, by a trigger and by row-level security.
 */
export async function withVisibleOwner<T>(field: string, table: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isOutOfScope(error) || violatesConstraint(error, `${table}_organization_id_fkey`))
      throw unknownOrganization(field);
    throw error;
  }
}

/** A tenant cannot move or delete its own organization. */
export function assertNotOwn(principal: Principal, organization: Organization): void {
  if (isOwn(principal, organization)) throw new ApiError(ownOrganization);
}

/** The id of the new organization's parent: by default the caller's own organization; null for a root. */
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

/** `changes`: the columns that get another value. */
export function assertNoReservedChanges(
  principal: Principal,
  organization: Organization,
  changes: Partial<Organization>,
): void {
  if (!isOwn(principal, organization)) return;
  const fieldErrors: FieldError[] = Object.entries(reservedFields)
    .filter(([column]) => column in changes)
    .map(([, field]) => field)
    .map((field) => ({ field, message: 'can only be changed by an ancestor or an administrator' }));
  if (fieldErrors.length > 0) throw new ApiError(ownOrganization, fieldErrors);
}

export function assertStatusSettable({ status }: Pick<UpdateOrganizationDto, 'status'>): void {
  if (status?.id === DELETED)
    throw new ApiError(statusNotSettable, [{ field: 'status', message: 'cannot be set to Deleted' }]);
}

export function assertEmpty(contents: Record<string, number>): void {
  const fieldErrors = Object.entries(contents)
    .filter(([, count]) => count > 0)
    .map(([field, count]) => ({ field, message: String(count) }));
  if (fieldErrors.length > 0) throw new ApiError(organizationNotEmpty, fieldErrors);
}
