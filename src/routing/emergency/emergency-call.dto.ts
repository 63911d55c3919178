import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../../auth/organization-id.js';
import { ApiTime, IsInteger, IsTimeParameter } from '../../http/validators.js';
import { PageQuery } from '../../pagination/page.dto.js';
import { Sortable } from '../../pagination/sort.js';
import { organizationRefusals, type OrganizationRefusal } from '../index/organization-tree.js';
import type { EmergencyCall } from './emergency-call.entity.js';

/** The emergency calls of one minute from the same IP to the same domain. */
export class EmergencyCallDto {
  /**
   * Beginning of the minute (ISO 8601, UTC)
   * @example "2026-11-24T08:15:00.000Z"
   */
  @ApiTime()
  time: string;

  /**
   * Organization that called
   * @example "org_456"
   */
  orgId: string;

  /**
   * Id of the IP configuration; absent if only the domain was known
   * @example "ip_001"
   */
  ipId?: string;

  /**
   * Id of the domain; absent if the call named none
   * @example "dom_123"
   */
  domainId?: string;

  /** Why the calls would have been refused if they were no emergency calls; otherwise absent */
  @ApiProperty({ type: String, enum: organizationRefusals })
  @IsOptional()
  overridden?: OrganizationRefusal;

  /**
   * Number of decisions
   * @example 1
   */
  @IsInteger()
  calls: number;

  static from({
    time,
    organizationId,
    orgIpId,
    domainId,
    overridden,
    calls,
  }: EmergencyCall): EmergencyCallDto {
    return {
      time: time.toISOString(),
      orgId: formatOrganizationId(organizationId),
      ...(orgIpId !== null && { ipId: orgIpId }),
      ...(domainId !== null && { domainId }),
      ...(overridden !== null && { overridden }),
      calls,
    };
  }
}

export class EmergencyCallQuery extends PageQuery {
  /** Calls of this organization alone */
  @IsOptional()
  @IsOrganizationId()
  orgId?: string;

  /** Calls at this time or later (ISO 8601) */
  @IsOptional()
  @IsTimeParameter()
  since?: string;

  /** Calls before this time (ISO 8601) */
  @IsOptional()
  @IsTimeParameter()
  until?: string;

  @Sortable(['time'], '-time')
  sort: string = '-time';
}
