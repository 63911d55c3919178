import { ApiPropertyOptional, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../auth/organization-id.js';
import { roles, type Role } from '../auth/principal.js';
import { omitNullish } from '../http/optional-fields.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/paginate.js';
import { voipTime } from '../http/times.js';
import { ApiTime, IsInteger, IsPathId, IsText, IsTime, OptionalNotNull } from '../http/validators.js';
import type { ApiKey } from './api-key.entity.js';

/** A key with which a program calls, in a role and for an organization. */
export class ApiKeyDto {
  /**
   * Id of the key
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  id: string;

  /**
   * What the key is for
   * @example "Provisioning"
   */
  @IsText(100, { filled: true })
  name: string;

  /**
   * `admin`, `manager`, `viewer` or `edge`
   * @example "manager"
   */
  @IsIn(roles)
  role: Role;

  /**
   * Organization that the key belongs to; left out for one of the platform
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
   * What the secret begins with
   * @example "oak_7Hs91kQa"
   */
  prefix: string;

  /**
   * When the key ends (ISO 8601, UTC); left out for one that does not
   * @example "2027-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  expiresAt?: string | null;

  /**
   * Until when the secret before the last rotation still works (ISO 8601, UTC); left out when it does not
   * @example "2024-01-21T09:15:00Z"
   */
  @ApiTime()
  previousSecretExpiresAt?: string;

  /**
   * When the key was last used (ISO 8601, UTC), to the minute; left out for never. It makes no other ETag
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
   * The key itself: shown this once and kept nowhere, so a repeated answer (`Idempotent-Replayed`) is without it
   * @example "oak_7Hs91kQaV0pT3xZ8mN5rB2yL6wE4uJ1cG9dF7hK0sAq"
   */
  secret?: string;
}

export class CreateApiKeyDto extends IntersectionType(
  PickType(ApiKeyDto, ['name', 'role']),
  PartialType(PickType(ApiKeyDto, ['expiresAt']), { skipNullProperties: false }),
) {
  /**
   * Organization that the key is for; default: the caller's own. null, of an administrator, makes one of the platform
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string | null;
}

const DAY = 24 * 60 * 60;

export class RotateApiKeyDto {
  /**
   * For how many seconds the secret that was still works, at most 30 days; 0 ends it at once; default: a day
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
   * Keys of this organization alone
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
