import { IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
} from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../auth/organization-id.js';
import { omitNullish } from '../http/optional-fields.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ReadOnlyFields } from '../http/read-only.js';
import { voipTime } from '../http/times.js';
import { ApiTime, IsInteger, IsPathId, IsText } from '../http/validators.js';
import { UsageDto, usageFields } from '../usage/usage.dto.js';
import { IsIpAddress, IsPartOfNetwork, IsPort } from './org-ip.validators.js';
import type { OrgIp, OrgIpStatus, OrgIpType, TransportProtocol } from './org-ip.entity.js';

const orgIpTypes = ['signaling', 'media', 'both'] as const;
const orgIpStatuses = ['active', 'inactive'] as const;
export const protocols = ['UDP', 'TCP', 'TLS', 'WS', 'WSS'] as const;

/** An IP network of an organization, used to authorize and route its SIP traffic. */
export class OrgIpDto extends UsageDto {
  /**
   * Id of the IP configuration
   * @example "ip_001"
   */
  id: string;

  /**
   * Organization that the network belongs to
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
   * First address of the network (IPv4 or IPv6)
   * @example "203.0.113.10"
   */
  @IsPartOfNetwork('ipAddress')
  ipAddress: string;

  /**
   * Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
   * @example 32
   */
  @IsPartOfNetwork('cidr')
  @IsInteger({ max: 128 })
  cidr: number;

  /**
   * Kind of traffic that the network sends: `signaling`, `media` or `both`
   * @example "signaling"
   */
  @IsIn(orgIpTypes)
  type: OrgIpType;

  /**
   * Human-readable description
   * @example "Primary PBX"
   */
  @IsOptional()
  @IsText(255)
  description?: string | null;

  /**
   * `active` or `inactive`
   * @example "active"
   */
  @IsIn(orgIpStatuses)
  status: OrgIpStatus;

  /**
   * Allowed source ports; absent if all ports are allowed
   * @example [5060, 5061]
   */
  @IsOptional()
  @IsArray({ message: 'must be an array of ports' })
  @ArrayMinSize(1, { message: 'must contain at least one port; null allows all ports' })
  @ArrayMaxSize(100, { message: 'must contain at most 100 ports' })
  @ArrayUnique({ message: 'must not contain a port twice' })
  @IsPort()
  allowedPorts?: number[] | null;

  /**
   * Allowed transport protocols (`UDP`, `TCP`, `TLS`, `WS`, `WSS`); absent if all are allowed
   * @example ["UDP", "TCP", "TLS"]
   */
  @IsOptional()
  @IsArray({ message: 'must be an array of protocols' })
  @ArrayMinSize(1, { message: 'must contain at least one protocol; null allows all protocols' })
  @ArrayMaxSize(5, { message: 'must contain at most 5 protocols' })
  @ArrayUnique({ message: 'must not contain a protocol twice' })
  @IsIn(protocols, { each: true, message: `must contain only ${protocols.join(', ')}` })
  protocols?: TransportProtocol[] | null;

  /**
   * Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
   * not shared. Only administrators can set it
   * @example true
   */
  @IsBoolean()
  shared?: boolean;

  /**
   * When the configuration was created (ISO 8601, UTC)
   * @example "2024-01-10T08:00:00Z"
   */
  @ApiTime()
  createdAt: string;

  /**
   * When the configuration was last changed (ISO 8601, UTC)
   * @example "2024-01-10T08:00:00Z"
   */
  @ApiTime()
  updatedAt: string;

  static from(entry: OrgIp): OrgIpDto {
    const { id, orgId, ...network } = WrittenOrgIpDto.from(entry);
    return { id, orgId, orgName: entry.organization!.name, ...network };
  }

  /** The configuration with its usage by calls. */
  static withUsage(entry: OrgIp): OrgIpDto {
    return { ...OrgIpDto.from(entry), ...UsageDto.of(entry.usage) };
  }
}

/** The response to a write: the configuration without the name of its organization. */
export class WrittenOrgIpDto extends OmitType(OrgIpDto, ['orgName', ...usageFields]) {
  static from(entry: OrgIp): WrittenOrgIpDto {
    const { createdAt, ...network } = OrgIpListItemDto.from(entry);
    return {
      ...network,
      ...omitNullish({ allowedPorts: entry.allowedPorts, protocols: entry.protocols }),
      createdAt,
      updatedAt: voipTime(entry.updatedAt),
    };
  }
}

export class OrgIpListItemDto extends PickType(OrgIpDto, [
  'id',
  'orgId',
  'ipAddress',
  'cidr',
  'type',
  'description',
  'status',
  'shared',
  'createdAt',
]) {
  static from(entry: OrgIp): OrgIpListItemDto {
    return {
      id: entry.id,
      orgId: formatOrganizationId(entry.organizationId),
      ipAddress: entry.ipAddress,
      cidr: entry.cidr,
      type: entry.type,
      ...omitNullish({ description: entry.description }),
      status: entry.status,
      ...(entry.shared && { shared: true }),
      createdAt: voipTime(entry.createdAt),
    };
  }
}

const onlyGiven = { skipNullProperties: false };

export class CreateOrgIpDto extends IntersectionType(
  PickType(OrgIpDto, ['orgId', 'ipAddress']),
  PartialType(
    PickType(OrgIpDto, ['cidr', 'type', 'description', 'allowedPorts', 'protocols', 'shared']),
    onlyGiven,
  ),
) {}

@ReadOnlyFields(OrgIpDto, 'id', 'orgId', 'orgName', 'createdAt', 'updatedAt', ...usageFields)
export class UpdateOrgIpDto extends PartialType(
  PickType(OrgIpDto, [
    'ipAddress',
    'cidr',
    'type',
    'description',
    'status',
    'allowedPorts',
    'protocols',
    'shared',
  ]),
  onlyGiven,
) {}

const orgIpSort = ['createdAt', 'updatedAt', 'id'] as const;

export class OrganizationIpQuery extends PageQuery {
  /** Networks with this type */
  @IsOptional()
  @IsIn(orgIpTypes)
  type?: OrgIpType;

  /** Networks with this status */
  @IsOptional()
  @IsIn(orgIpStatuses)
  status?: OrgIpStatus;

  /**
   * Networks that contain this address; an IPv4-mapped IPv6 address counts as the IPv4 address
   * @example "203.0.113.10"
   */
  @IsOptional()
  @IsIpAddress()
  ipAddress?: string;

  @Sortable(orgIpSort, 'createdAt')
  sort: string = 'createdAt';
}

export class OrgIpQuery extends OrganizationIpQuery {
  /**
   * Networks of this organization only; organizations below it are not included
   * @example "org_456"
   */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;
}

export class OrgIpEntityParams {
  /**
   * IP configuration ID (`ip_001`) or organization ID (`org_456`, `456`)
   * @example "ip_001"
   */
  @IsPathId(67)
  entity: string;
}

export class NewOrgIpParams {
  /**
   * Organization ID (the service chooses the new ID), or the ID of the new IP configuration
   * @example "org_456"
   */
  @IsPathId(67)
  entity: string;
}

export class OrgIpParams {
  /**
   * IP configuration ID
   * @example "ip_001"
   */
  @IsPathId(67)
  entity: string;
}

export class DeletedOrgIpDto {
  /**
   * Id of the IP configuration
   * @example "ip_003"
   */
  id: string;

  /**
   * When it was deleted (ISO 8601, UTC)
   * @example "2024-01-20T16:00:00Z"
   */
  @ApiTime()
  deletedAt: string;
}
