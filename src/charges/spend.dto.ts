import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { formatOrganizationId } from '../auth/organization-id.js';
import { ApiTime, IsInteger, IsIntegerParameter, IsText } from '../http/validators.js';
import { BlockedDto } from '../organizations/blocked.dto.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ApiAmount, IsAmount } from '../lookups/amount.js';
import type { Block, CostLimitExtension, CostLimitWarning } from './limit.entity.js';

const MONTH = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/;

export class SpendQuery {
  /** Month in UTC, as `2026-11`; by default the current one */
  @IsOptional()
  @Matches(MONTH, { message: 'must be a month such as 2026-11' })
  @ApiProperty({ type: String, pattern: MONTH.source })
  month?: string;
}

export class SpendMonthsQuery {
  /**
   * How many months, the current one first
   * @example 12
   */
  @IsIntegerParameter({ min: 1, max: 60, default: 12 })
  months: number = 12;
}

/** Sums of charges. */
export class SpendSumsDto {
  /**
   * Charges of the organization and of all organizations below it, less refunds
   * @example "812.4"
   */
  @ApiAmount()
  total: string;

  /**
   * Those of the organization itself
   * @example "12.4"
   */
  @ApiAmount()
  own: string;

  /**
   * Those of the organizations below it
   * @example "800"
   */
  @ApiAmount()
  below: string;
}

export class CategorySpendDto extends SpendSumsDto {
  /**
   * Kind of service; empty for charges without one
   * @example "voice"
   */
  category: string;
}

export class CurrencySpendDto extends SpendSumsDto {
  /**
   * ISO 4217 code
   * @example "USD"
   */
  currency: string;
}

/** What an organization has spent in a month. */
export class SpendDto extends SpendSumsDto {
  /**
   * Organization
   * @example "org_456"
   */
  orgId: string;

  /**
   * Month in UTC
   * @example "2026-11"
   */
  month: string;

  /**
   * ISO 4217 code: the currency of the organization, in which the limit counts
   * @example "EUR"
   */
  currency: string;

  /** The sums by kind of service, the largest total first */
  @ApiProperty({ type: [CategorySpendDto] })
  categories: CategorySpendDto[];

  /** Charges below the organization in other currencies. The limit does not count them */
  @ApiProperty({ type: [CurrencySpendDto] })
  otherCurrencies: CurrencySpendDto[];

  /**
   * Amount at which the organization is blocked: the monthly cost limit and the extensions of the month; absent if there is
   * no limit, and for a past month
   * @example "1000"
   */
  @IsOptional()
  @ApiAmount()
  limit?: string;

  /**
   * What is left until then, at least 0; absent without `limit`
   * @example "187.6"
   */
  @IsOptional()
  @ApiAmount()
  remaining?: string;

  /** Absent unless the organization is blocked, and for a past month */
  blocked?: BlockedDto;
}

/** What an organization has spent in one of several months. */
export class SpendMonthDto extends SpendSumsDto {
  /**
   * Month in UTC
   * @example "2026-10"
   */
  month: string;

  /**
   * ISO 4217 code
   * @example "EUR"
   */
  currency: string;
}

export class CreateExtensionDto {
  /**
   * What the organization may spend in this month beyond its limit, in units of its currency, with at most six decimals
   * @example "250"
   */
  @IsAmount({ positive: true })
  amount: string;

  /**
   * Why; the history shows it
   * @example "Campaign in the last week of the month"
   */
  @IsText(500, { filled: true })
  reason: string;
}

export class ExtensionQuery extends PageQuery {
  @Sortable(['id'], '-id')
  sort: string = '-id';
}

/** An amount by which the cost limit of an organization is higher in one month. */
export class ExtensionDto {
  /**
   * Id of the extension
   * @example 1
   */
  @IsInteger({ max: Number.MAX_SAFE_INTEGER })
  id: number;

  /**
   * Organization
   * @example "org_456"
   */
  orgId: string;

  /**
   * Month in UTC
   * @example "2026-11"
   */
  month: string;

  /**
   * Amount in units of the organization's currency
   * @example "250"
   */
  @ApiAmount()
  amount: string;

  /**
   * Why
   * @example "Campaign in the last week of the month"
   */
  reason: string;

  /**
   * When it was given (ISO 8601, UTC)
   * @example "2026-11-24T08:00:00.000Z"
   */
  @ApiTime()
  createdAt: string;

  static from({ id, organizationId, month, amount, reason, createdAt }: CostLimitExtension): ExtensionDto {
    return {
      id: Number(id),
      orgId: formatOrganizationId(organizationId),
      month: month.slice(0, 7),
      amount,
      reason,
      createdAt: createdAt.toISOString(),
    };
  }
}

/** How the history shows that an organization was blocked, or no longer is. */
export function toRecordedBlock({
  organizationId,
  reason,
  month,
  since,
  limitAmount,
  amount,
}: Block): object {
  return {
    orgId: formatOrganizationId(organizationId),
    reason,
    ...(month !== null && { month: month.slice(0, 7) }),
    since: since.toISOString(),
    limit: limitAmount,
    amount: amount,
  };
}

/** How the history shows that the spend of an organization has reached a share of its limit. */
export function toRecordedWarning({
  organizationId,
  month,
  threshold,
  limitAmount,
  amount,
}: CostLimitWarning): object {
  return {
    orgId: formatOrganizationId(organizationId),
    month: month.slice(0, 7),
    threshold,
    limit: limitAmount,
    amount: amount,
  };
}
