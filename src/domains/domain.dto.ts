import { ApiProperty, IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../auth/organization-id.js';
import { ToBoolean } from '../config/transforms.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { oneOf } from '../openapi/schemas.js';
import { ReadOnlyFields } from '../http/read-only.js';
import { voipTime } from '../http/times.js';
import { ApiTime, IsPathId, IsText } from '../http/validators.js';
import { UsageDto, usageFields } from '../usage/usage.dto.js';
import type { Domain, DomainStatus, DomainType, Metadata } from './domain.entity.js';
import { IsDomainName, IsMetadata } from './domain.validators.js';

const domainTypes = ['primary', 'alias'] as const;
const domainStatuses = ['active', 'inactive', 'suspended'] as const;

/** Maps a domain name to an organization, to route calls and to identify tenants. */
export class DomainDto extends UsageDto {
  /**
   * Id of the mapping, chosen by its creator
   * @example "dom_123"
   */
  id: string;

  /**
   * Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
   * disallows emoji. Unique on the platform
   * @example "company1.voip.example.com"
   */
  @IsDomainName()
  domain: string;

  /**
   * Organization that the domain belongs to
   * @example "org_456"
   */
  @IsOrganizationId()
  orgId: string;

  /**
   * Name of that organization
   * @example "Company One"
   */
  orgName: string;

  /**
   * `primary` or `alias`
   * @example "primary"
   */
  @IsIn(domainTypes)
  type: DomainType;

  /**
   * `active`, `inactive` or `suspended`
   * @example "active"
   */
  @IsIn(domainStatuses)
  status: DomainStatus;

  /**
   * SIP realm; equals `domain` unless it is set
   * @example "company1.voip.example.com"
   */
  @IsOptional()
  @IsText(253)
  @Matches(/^[!#-[\]-~\u00a1-\uffff]+$/, { message: 'must be one word without quotes or backslashes' })
  sipRealm?: string | null;

  /**
   * Whether SIP registration is enabled
   * @example true
   */
  @IsBoolean()
  registrationEnabled: boolean;

  /**
   * Whether TLS is enabled
   * @example true
   */
  @IsBoolean()
  tlsEnabled: boolean;

  /**
   * When the mapping was created (ISO 8601, UTC)
   * @example "2024-01-15T10:30:00Z"
   */
  @ApiTime()
  createdAt: string;

  /**
   * When the mapping was last changed (ISO 8601, UTC)
   * @example "2024-01-15T10:30:00Z"
   */
  @ApiTime()
  updatedAt: string;

  @IsOptional()
  @IsMetadata()
  @ApiProperty({
    type: 'object',
    description: 'Up to 50 key-value pairs; values are strings, numbers or booleans; 16 kB in total',
    additionalProperties: oneOf(
      { type: 'string', maxLength: 16_384 },
      { type: 'number', maximum: Number.MAX_VALUE },
      { type: 'boolean' },
    ),
    maxProperties: 50,
    example: { region: 'us-east', cluster: 'prod-1' },
    selfRequired: false,
  })
  metadata?: Metadata | null;

  static from(domain: Domain): DomainDto {
    const { id, domain: name, orgId, ...settings } = WrittenDomainDto.from(domain);
    return { id, domain: name, orgId, orgName: domain.organization!.name, ...settings };
  }

  /** The mapping with its usage by calls. */
  static withUsage(domain: Domain): DomainDto {
    return { ...DomainDto.from(domain), ...UsageDto.of(domain.usage) };
  }
}

/** The response to a write: the mapping without the name of its organization. */
export class WrittenDomainDto extends OmitType(DomainDto, ['orgName', ...usageFields]) {
  static from(domain: Domain): WrittenDomainDto {
    return {
      id: domain.id,
      domain: domain.domain,
      orgId: formatOrganizationId(domain.organizationId),
      type: domain.type,
      status: domain.status,
      sipRealm: domain.sipRealm ?? domain.domain,
      registrationEnabled: domain.registrationEnabled,
      tlsEnabled: domain.tlsEnabled,
      createdAt: voipTime(domain.createdAt),
      updatedAt: voipTime(domain.updatedAt),
      ...(domain.metadata && { metadata: domain.metadata }),
    };
  }
}

export class DomainListItemDto extends PickType(DomainDto, [
  'id',
  'domain',
  'orgId',
  'orgName',
  'type',
  'status',
  'createdAt',
  'updatedAt',
]) {
  static from(domain: Domain): DomainListItemDto {
    return {
      id: domain.id,
      domain: domain.domain,
      orgId: formatOrganizationId(domain.organizationId),
      orgName: domain.organization!.name,
      type: domain.type,
      status: domain.status,
      createdAt: voipTime(domain.createdAt),
      updatedAt: voipTime(domain.updatedAt),
    };
  }
}

const onlyGiven = { skipNullProperties: false };

export class CreateDomainDto extends IntersectionType(
  PickType(DomainDto, ['domain', 'orgId']),
  PartialType(
    PickType(DomainDto, ['type', 'sipRealm', 'registrationEnabled', 'tlsEnabled', 'metadata']),
    onlyGiven,
  ),
) {}

@ReadOnlyFields(DomainDto, 'id', 'orgName', 'createdAt', 'updatedAt', ...usageFields)
export class UpdateDomainDto extends PartialType(
  IntersectionType(CreateDomainDto, PickType(DomainDto, ['status'])),
  onlyGiven,
) {}

const domainSort = ['createdAt', 'updatedAt', 'domain', 'id'] as const;

export class DomainQuery extends PageQuery {
  /**
   * Domains of this organization only; organizations below it are not included
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  /** Domains with this type */
  @IsOptional()
  @IsIn(domainTypes)
  type?: DomainType;

  /** Domains with this status */
  @IsOptional()
  @IsIn(domainStatuses)
  status?: DomainStatus;

  /** The domain with this name, in any spelling: capitals, Unicode or A-labels, with or without a trailing dot */
  @IsOptional()
  @IsDomainName()
  domain?: string;

  @Sortable(domainSort, 'createdAt')
  sort: string = 'createdAt';
}

export class DomainParams {
  /**
   * Domain mapping ID
   * @example "dom_123"
   */
  @IsPathId(64)
  id: string;
}

export class NewDomainParams {
  /**
   * ID of the new domain mapping
   * @example "dom_125"
   */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, {
    message: 'must be 1 to 64 letters, digits, - and _, starting with a letter or digit',
  })
  id: string;
}

export class DeleteDomainQuery {
  /** Delete the mapping even if it is in use */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  force?: boolean = false;
}

export class DeletedDomainDto {
  /**
   * Id of the mapping
   * @example "dom_123"
   */
  id: string;

  /**
   * When it was deleted (ISO 8601, UTC)
   * @example "2024-01-20T12:00:00Z"
   */
  @ApiTime()
  deletedAt: string;
}
