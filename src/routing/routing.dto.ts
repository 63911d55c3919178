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

/** Letters of the longest name in DNS (RFC 1035), which is as much as a SIP proxy can ask for. */
const LONGEST_NAME = 255;

class TransportQuery {
  /**
   * Port that the traffic comes from; not checked where it is left out
   * @example 5060
   */
  @IsIntegerParameter({ min: 1, max: 65_535 })
  port?: number;

  /**
   * Transport protocol (`UDP`, `TCP`, `TLS`, `WS`, `WSS`), in any case; not checked where it is left out
   * @example "UDP"
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toUpperCase() : value))
  @IsIn(protocols)
  protocol?: TransportProtocol;

  /** Whether it is media (RTP) rather than signaling (SIP) */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  media?: boolean = false;
}

export class RoutingIpQuery extends TransportQuery {}

export class RoutingQuery extends TransportQuery {
  /**
   * Address that the traffic comes from (IPv4 or IPv6; IPv4-mapped IPv6 is the IPv4 address)
   * @example "203.0.113.10"
   */
  @IsIpAddress()
  ip: string;

  /**
   * SIP domain of the call or the registration; left out where the address alone decides
   * @example "company1.voip.example.com"
   */
  @IsOptional()
  @IsText(LONGEST_NAME)
  domain?: string;
}

export class RoutingDomainParams {
  /**
   * SIP domain
   * @example "company1.voip.example.com"
   */
  @IsText(LONGEST_NAME)
  domain: string;
}

export class RoutingIpParams {
  /**
   * Address that the traffic comes from
   * @example "203.0.113.10"
   */
  @IsIpAddress()
  ip: string;
}

/** Whose traffic it is. */
export class RoutedOrganizationDto {
  /**
   * Id of the organization
   * @example "org_456"
   */
  id: string;

  /**
   * Its name
   * @example "Company One"
   */
  name: string;

  /**
   * `suspended` where the organization is, itself or somewhere above; else `active`
   * @example "active"
   */
  @IsIn(['active', 'suspended'])
  effectiveStatus: 'active' | 'suspended';
}

/** The entry that matched. */
export class RoutedIpDto extends PickType(OrgIpDto, ['id', 'ipAddress', 'cidr']) {}

/** The domain that was asked for. */
export class RoutedDomainDto extends PickType(DomainDto, [
  'id',
  'domain',
  'tlsEnabled',
  'registrationEnabled',
]) {
  /**
   * SIP realm for the authentication of users
   * @example "company1.voip.example.com"
   */
  sipRealm: string;
}

/** Whose traffic a call is, and whether it is allowed. */
export class RoutingDecisionDto {
  /**
   * Whether to let it through
   * @example true
   */
  allow: boolean;

  /**
   * Why
   * @example "allowed"
   */
  @IsIn(reasons)
  @ApiProperty({ enum: reasons })
  reason: Reason;

  /** Left out where it cannot be told */
  organization?: RoutedOrganizationDto;

  /** Left out where no entry matched, or none was asked for */
  ip?: RoutedIpDto;

  /** Left out where there is no such domain, or none was asked for */
  domain?: RoutedDomainDto;

  /** `true` while the instance cannot tell whether something has changed; left out otherwise */
  stale?: true;
}
