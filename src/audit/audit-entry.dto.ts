import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsOrganizationId } from '../auth/organization-id.js';
import { roles } from '../auth/principal.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/paginate.js';
import { ApiTime, IsInteger, IsText, IsTime } from '../http/validators.js';
import { IsIpAddress } from '../org-ips/org-ip.validators.js';
import { auditActions, resourceTypes, type AuditAction, type ResourceType } from './audit-entry.entity.js';

/** Who made a change. Of somebody outside the caller's subtree there is only the role. */
export class ActorDto {
  /**
   * `admin` or `manager`; `system` for the program itself
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
   * Organization that the actor belongs to
   * @example "org_456"
   */
  orgId?: string;

  /**
   * The API key that was used
   * @example "key_4fQ0nXrT2b9LwYcE"
   */
  apiKeyId?: string;
}

/** One change of one resource. */
export class AuditEntryDto {
  /**
   * Id of the entry; later entries have greater ones
   * @example 4711
   */
  @IsInteger({ max: Number.MAX_SAFE_INTEGER })
  id: number;

  /**
   * When it happened (ISO 8601, UTC)
   * @example "2024-01-20T09:15:00.123Z"
   */
  @ApiTime()
  time: string;

  /**
   * `created`, `updated`, `deleted`, `restored`, `moved` (to another parent), `transferred` (to another
   * organization: one entry for either side) or `rotated`
   * @example "updated"
   */
  @ApiProperty({ type: String, enum: auditActions })
  action: AuditAction;

  /**
   * Kind of the resource
   * @example "orgip"
   */
  @ApiProperty({ type: String, enum: resourceTypes })
  resourceType: ResourceType;

  /**
   * Id of the resource; of a billing profile that of its organization
   * @example "ip_001"
   */
  resourceId: string;

  /**
   * Organization that it belongs to; left out for what is the platform's
   * @example "org_456"
   */
  orgId?: string;

  /**
   * Its name today
   * @example "Company One"
   */
  orgName?: string;

  /** Who did it */
  actor: ActorDto;

  /**
   * The id of the request that did it, as in `X-Request-Id`
   * @example "5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11"
   */
  requestId?: string;

  @ApiProperty({
    type: 'object',
    description:
      'The resource before, with the fields of the answers to its writes; left out where there was none',
    additionalProperties: true,
    selfRequired: false,
  })
  before?: object;

  @ApiProperty({
    type: 'object',
    description: 'The resource afterwards; left out where there is none',
    additionalProperties: true,
    selfRequired: false,
  })
  after?: object;
}

export class AuditQuery extends PageQuery {
  /** Entries about this kind of resource */
  @IsOptional()
  @IsIn(resourceTypes)
  resourceType?: ResourceType;

  /**
   * Entries about the resource of this id
   * @example "ip_001"
   */
  @IsOptional()
  @IsText(67)
  resourceId?: string;

  /**
   * Entries about what belonged to this organization
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  /**
   * Entries of changes made by this subject, or with the API key of this id, of the caller's subtree
   * @example "manager-456"
   */
  @IsOptional()
  @IsText(255)
  actor?: string;

  /**
   * Entries from this time on
   * @example "2024-01-20T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  since?: string;

  /**
   * Entries before this time
   * @example "2030-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  until?: string;

  /**
   * What was in force at this time: of each resource that was there then, the entry that made it what it was
   * @example "2030-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  at?: string;

  /**
   * Entries that made an organization IP contain this address; with `at`: who authorized it at that time
   * @example "203.0.113.10"
   */
  @IsOptional()
  @IsIpAddress()
  ipAddress?: string;

  @Sortable(['time'], '-time')
  sort: string = '-time';
}
