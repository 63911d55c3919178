import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsOrganizationId } from '../auth/organization-id.js';
import { roles } from '../auth/principal.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ApiTime, IsInteger, IsText, IsTimeParameter } from '../http/validators.js';
import { IsIpAddress } from '../org-ips/org-ip.validators.js';
import { resourceTypes } from '../organizations/owned-resources.js';
import { auditActions, type AuditAction } from './audit-entry.entity.js';

/** The author of a change. An author outside the caller's subtree is shown by role only. */
export class ActorDto {
  /**
   * Role of the author; `system` for the service itself
   * @example "manager"
   */
  @ApiProperty({ type: String, enum: [...roles, 'system'] })
  role: string;

  /**
   * The `sub` of the token, or the name of the API key
   * @example "manager-456"
   */
  subject?: string;

  /**
   * Organization of the author
   * @example "org_456"
   */
  orgId?: string;

  /**
   * Id of the API key that was used
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  apiKeyId?: string;
}

/** One change of one resource. */
export class AuditEntryDto {
  /**
   * Id of the entry; later entries have higher ids
   * @example 4711
   */
  @IsInteger({ max: Number.MAX_SAFE_INTEGER })
  id: number;

  /**
   * Time of the change (ISO 8601, UTC)
   * @example "2024-01-20T09:15:00.123Z"
   */
  @ApiTime()
  time: string;

  /**
   * `created`, `updated`, `deleted`, `restored`, `moved` (to another parent), `transferred` (to another
   * organization, with one entry for each of the two) or `rotated`
   * @example "updated"
   */
  @ApiProperty({ type: String, enum: auditActions })
  action: AuditAction;

  /**
   * Kind of the resource
   * @example "orgip"
   */
  @ApiProperty({ type: String, enum: resourceTypes })
  resourceType: string;

  /**
   * Id of the resource; for a billing profile, the id of its organization
   * @example "ip_001"
   */
  resourceId: string;

  /**
   * Organization of the resource; absent for resources of the platform
   * @example "org_456"
   */
  orgId?: string;

  /**
   * Current name of that organization
   * @example "Company One"
   */
  orgName?: string;

  /** Author of the change */
  actor: ActorDto;

  /**
   * Id of the request that made the change, as in `X-Request-Id`
   * @example "5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11"
   */
  requestId?: string;

  @ApiProperty({
    type: 'object',
    description:
      'The resource before the change, with the fields that responses to writes have; absent if it did not exist',
    additionalProperties: true,
    selfRequired: false,
  })
  before?: object;

  @ApiProperty({
    type: 'object',
    description: 'The resource after the change; absent if it no longer exists',
    additionalProperties: true,
    selfRequired: false,
  })
  after?: object;
}

export class AuditQuery extends PageQuery {
  /** Changes of this kind of resource */
  @IsOptional()
  @IsIn(resourceTypes)
  resourceType?: string;

  /**
   * Changes of the resource with this id
   * @example "ip_001"
   */
  @IsOptional()
  @IsText(67)
  resourceId?: string;

  /**
   * Changes of resources that belonged to this organization
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  /**
   * Changes by this subject or API key id; only authors in the caller's subtree are found
   * @example "manager-456"
   */
  @IsOptional()
  @IsText(255, { verbatim: true })
  actor?: string;

  /**
   * Changes at or after this time
   * @example "2024-01-20T00:00:00Z"
   */
  @IsOptional()
  @IsTimeParameter()
  since?: string;

  /**
   * Changes before this time
   * @example "2030-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTimeParameter()
  until?: string;

  /**
   * The state at this time: for each resource that existed, the last change before it
   * @example "2030-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTimeParameter()
  at?: string;

  /**
   * Changes after which an organization IP contained this address; with `at`, shows which organization had the address
   * then. An IPv4-mapped IPv6 address counts as the IPv4 address
   * @example "203.0.113.10"
   */
  @IsOptional()
  @IsIpAddress()
  ipAddress?: string;

  @Sortable(['time'], '-time')
  sort: string = '-time';
}
