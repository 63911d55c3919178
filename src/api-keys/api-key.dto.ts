import { ApiPropertyOptional, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../auth/organization-id.js';
import { roles, type Role } from '../auth/principal.js';
import { omitNullish } from '../http/optional-fields.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { voipTime } from '../http/times.js';
import { ApiTime, IsInteger, IsPathId, IsText, IsTime, OptionalNotNull } from '../http/validators.js';
import type { ApiKey } from './api-key.entity.js';

/** A key that authenticates a program, with a role and, usually, an organization. */
export class ApiKeyDto {
  /**
   * Id of the key
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  id: string;

  /**
   * Name of the key, for people
   * @example "Provisioning"
   */
  @IsText(100, { filled: true })
  name: string;

  /**
   * `admin`, `manager`, `viewer`, `edge` (a SIP proxy) or `rating` (a rating engine)
   * @example "manager"
   */
  @IsIn(roles)
  role: Role;

  /**
   * Organization that the key belongs to; absent for a key of the platform
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  /**
   * Name of that organization
   * @example "Company One"
   */
  orgName?: string;

  /**
   * First characters of the secret
   * @example "oak_7Hs91kQa"
   */
  prefix: string;

  /**
   * When the key expires (ISO 8601, UTC); absent if it does not expire
   * @example "2027-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  expiresAt?: string | null;

  /**
   * When the secret from before the last rotation stops working (ISO 8601, UTC); absent if it no longer works
   * @example "2024-01-21T09:15:00Z"
   */
  @ApiTime()
  previousSecretExpiresAt?: string;

  /**
   * When the key was last used (ISO 8601, UTC), to the minute; absent if it was never used. It does not affect the ETag
   * @example "2024-01-20T09:15:00Z"
   */
  @ApiTime()
  lastUsedAt?: string;

  /**
   * When the key was created (ISO 8601, UTC)
   * @example "2024-01-20T09:15:00Z"
   */
  @ApiTime()
  createdAt: string;

  static from(key: ApiKey): ApiKeyDto {
    const overlap = key.previousExpiresAt !== null && key.previousExpiresAt > new Date();
    return {
      id: key.id,
      name: key.name,
      role: key.role,
      ...(key.organizationId !== null && { orgId: formatOrganizationId(key.organizationId) }),
      ...(key.organization && { orgName: key.organization.name }),
      prefix: key.prefix,
      ...omitNullish({
        expiresAt: key.expiresAt && voipTime(key.expiresAt),
        previousSecretExpiresAt: overlap ? voipTime(key.previousExpiresAt!) : null,
        lastUsedAt: key.lastUsedAt && voipTime(key.lastUsedAt),
      }),
      createdAt: voipTime(key.createdAt),
    };
  }
}

export class ApiKeyWithSecretDto extends ApiKeyDto {
  /**
   * The secret. It is shown once and not stored, so a replayed response (`Idempotent-Replayed`) does not contain it
   * @example "oak_7Hs91kQaV0pT3xZ8mN5rB2yL6wE4uJ1cG9dF7hK0sAq"
   */
  secret?: string;
}

export class CreateApiKeyDto extends IntersectionType(
  PickType(ApiKeyDto, ['name', 'role']),
  PartialType(PickType(ApiKeyDto, ['expiresAt']), { skipNullProperties: false }),
) {
  /**
   * Organization that the key belongs to; default: the caller's own. An administrator creates a key of the platform with null
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string | null;
}

const DAY = 24 * 60 * 60;

export class RotateApiKeyDto {
  /**
   * How many seconds the old secret keeps working: at most 30 days, 0 to end it at once; default: one day
   * @example 86400
   */
  @ApiPropertyOptional()
  @OptionalNotNull()
  @IsInteger({ max: 30 * DAY })
  overlapSeconds: number = DAY;
}

const apiKeySort = ['createdAt', 'id'] as const;

export class ApiKeyQuery extends PageQuery {
  /**
   * Keys of this organization only; organizations below it are not included
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  @Sortable(apiKeySort, 'createdAt')
  sort: string = 'createdAt';
}

export class ApiKeyParams {
  /**
   * Id of the key
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  @IsPathId(40)
  id: string;
}

export class RevokedApiKeyDto {
  /**
   * Id of the key
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  id: string;

  /**
   * When it was revoked (ISO 8601, UTC)
   * @example "2024-01-20T12:00:00Z"
   */
  @ApiTime()
  revokedAt: string;
}
