import { ApiProperty, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { ToBoolean } from '../config/transforms.js';
import { DomainDto } from '../domains/domain.dto.js';
import { IsIntegerParameter, IsText } from '../http/validators.js';
import { OrgIpDto, protocols } from '../org-ips/org-ip.dto.js';
import type { TransportProtocol } from '../org-ips/org-ip.entity.js';
import { IsIpAddress } from '../org-ips/org-ip.validators.js';
import { reasons, type Reason } from './decision.js';
import { organizationRefusals, type OrganizationRefusal } from './index/organization-tree.js';

/** Maximum length of a DNS name (RFC 1035). */
const MAX_NAME_LENGTH = 255;

class TransportQuery {
  /**
   * Source port of the traffic; not checked if absent
   * @example 5060
   */
  @IsIntegerParameter({ min: 1, max: 65_535 })
  port?: number;

  /**
   * Transport protocol (`UDP`, `TCP`, `TLS`, `WS`, `WSS`), in any case; not checked if absent
   * @example "UDP"
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toUpperCase() : value))
  @IsIn(protocols)
  protocol?: TransportProtocol;

  /** Whether the traffic is media (RTP) instead of signaling (SIP) */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  media?: boolean = false;

  /** Whether it is an emergency call. It passes although the organization is suspended or has reached a limit */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  emergency?: boolean = false;
}

export class RoutingIpQuery extends TransportQuery {}

export class RoutingQuery extends TransportQuery {
  /**
   * Source address of the traffic (IPv4 or IPv6; an IPv4-mapped IPv6 address counts as the IPv4 address)
   * @example "203.0.113.10"
   */
  @IsIpAddress()
  ip: string;

  /**
   * SIP domain of the call or the registration; without it, or with an empty one, the address alone decides
   * @example "company1.voip.example.com"
   */
  @IsOptional()
  @IsText(MAX_NAME_LENGTH)
  domain?: string;
}

export class RoutingDomainParams {
  /**
   * SIP domain
   * @example "company1.voip.example.com"
   */
  @IsText(MAX_NAME_LENGTH)
  domain: string;
}

export class RoutingIpParams {
  /**
   * Source address of the traffic
   * @example "203.0.113.10"
   */
  @IsIpAddress()
  ip: string;
}

/** The organization that the traffic belongs to. */
export class RoutedOrganizationDto {
  /**
   * Id of the organization
   * @example "org_456"
   */
  id: string;

  /**
   * Name of the organization
   * @example "Company One"
   */
  name: string;

  /**
   * `suspended` if the organization or one of its ancestors is suspended; otherwise `active`
   * @example "active"
   */
  @IsIn(['active', 'suspended'])
  effectiveStatus: 'active' | 'suspended';
}

/** The matching IP configuration. */
export class RoutedIpDto extends PickType(OrgIpDto, ['id', 'ipAddress', 'cidr']) {}

/** The requested domain. */
export class RoutedDomainDto extends PickType(DomainDto, [
  'id',
  'domain',
  'tlsEnabled',
  'registrationEnabled',
]) {
  /**
   * SIP realm that users authenticate with
   * @example "company1.voip.example.com"
   */
  sipRealm: string;
}

/** The organization that a call belongs to, and whether the call is allowed. */
export class RoutingDecisionDto {
  /**
   * Whether the traffic is allowed
   * @example true
   */
  allow: boolean;

  /**
   * Reason of the decision
   * @example "allowed"
   */
  @IsIn(reasons)
  @ApiProperty({ enum: reasons })
  reason: Reason;

  /** Why the call would be refused if it were no emergency call; otherwise absent */
  @IsOptional()
  @ApiProperty({ type: String, enum: organizationRefusals })
  overridden?: OrganizationRefusal;

  /** Absent if it cannot be determined */
  organization?: RoutedOrganizationDto;

  /** Absent if no IP configuration matches, or no address was given */
  ip?: RoutedIpDto;

  /** Absent if the domain does not exist, or none was given */
  domain?: RoutedDomainDto;

  /** `true` if the instance cannot reach the database, so that the answer may be out of date; otherwise absent */
  stale?: true;
}
