import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { formatOrganizationId, IsOrganizationId } from '../auth/organization-id.js';
import { ToBoolean } from '../config/transforms.js';
import { ApiTime, IsInteger, IsNestedList, IsText, IsTime, IsTimeParameter } from '../http/validators.js';
import { IsCurrencyCode } from '../lookups/code.validators.js';
import type { LookupsService } from '../lookups/lookups.service.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ApiAmount, IsAmount } from '../lookups/amount.js';
import type { Charge } from './charge.entity.js';

/** The charges of one request. */
const MAX_CHARGES = 1_000;

/** What an organization has used, priced by a rating engine. */
export class CreateChargeDto {
  /**
   * The sender's own id of the charge. Sent again with the same content, the charge counts once
   * @example "cdr-20240120-000017"
   */
  @IsText(128, { filled: true, verbatim: true })
  id: string;

  /**
   * Organization that is charged
   * @example "org_456"
   */
  @IsOrganizationId()
  orgId: string;

  /**
   * Price, in units of `currency`, with at most six decimals, as a string or as a number. A negative amount is a refund
   * @example "0.042"
   */
  @IsAmount()
  amount: string;

  /**
   * ISO 4217 code: the currency of the organization
   * @example "EUR"
   */
  @IsCurrencyCode()
  currency: string;

  /**
   * When the charged service was used (ISO 8601); its month in UTC is that of the charge. At most 62 days ago
   * @example "2024-01-20T09:15:00Z"
   */
  @IsTime()
  occurredAt: string;

  /**
   * Kind of service, by which the spend is shown
   * @example "voice"
   */
  @IsOptional()
  @IsText(100)
  category?: string | null;

  /**
   * Text for people
   * @example "Call to +49 30 901820, 84 s"
   */
  @IsOptional()
  @IsText(500)
  description?: string | null;
}

export class CreateChargesDto {
  /** The charges, in any order */
  @IsNestedList(() => CreateChargeDto, { max: MAX_CHARGES, one: 'charge' })
  charges: CreateChargeDto[];
}

const refusalCodes = [
  'charge_conflict',
  'charge_out_of_time',
  'currency_mismatch',
  'organization_unknown',
] as const;

export const chargeStatuses = ['recorded', 'duplicate', 'refused'] as const;

/** Why a charge was refused. */
export class ChargeErrorDto {
  /**
   * Status that a request for this charge alone would have
   * @example 422
   */
  @IsInteger({ min: 400, max: 499 })
  statusCode: number;

  /**
   * Code of the error
   * @example "currency_mismatch"
   */
  @ApiProperty({ type: String, enum: refusalCodes })
  code: string;

  /**
   * Text for people
   * @example "The currency of the charge is not that of the organization"
   */
  message: string;

  /**
   * Field at fault
   * @example "currency"
   */
  field: string;
}

/** What became of one charge. */
export class ChargeResultDto {
  /**
   * The sender's own id of the charge
   * @example "cdr-20240120-000017"
   */
  id: string;

  /**
   * `recorded`, `duplicate` (it had been recorded before, and counts once) or `refused`
   * @example "recorded"
   */
  @ApiProperty({ type: String, enum: chargeStatuses })
  status: (typeof chargeStatuses)[number];

  /** `true` for a charge that had been recorded before; otherwise absent */
  duplicate?: true;

  /** Why the charge was refused; otherwise absent */
  error?: ChargeErrorDto;
}

export class ChargesResultDto {
  /**
   * Number of charges that are recorded now
   * @example 1
   */
  @IsInteger()
  recorded: number;

  /**
   * Number of charges that had been recorded before
   * @example 0
   */
  @IsInteger()
  duplicates: number;

  /**
   * Number of charges that were refused
   * @example 0
   */
  @IsInteger()
  refused: number;

  /** One result for each charge, in the order of the request */
  @ApiProperty({ type: [ChargeResultDto] })
  charges: ChargeResultDto[];
}

/** A recorded charge. */
export class ChargeDto {
  /**
   * The sender's own id of the charge. Charges of two senders can have the same
   * @example "cdr-20240120-000017"
   */
  id: string;

  /**
   * Organization that is charged
   * @example "org_456"
   */
  orgId: string;

  /**
   * Price in units of `currency`; negative for a refund
   * @example "0.042"
   */
  @ApiAmount()
  amount: string;

  /**
   * ISO 4217 code
   * @example "EUR"
   */
  currency: string;

  /**
   * When the charged service was used (ISO 8601, UTC)
   * @example "2024-01-20T09:15:00.000Z"
   */
  @ApiTime()
  occurredAt: string;

  /**
   * Kind of service; absent if none was sent
   * @example "voice"
   */
  category?: string;

  /**
   * Text for people; absent if none was sent
   * @example "Call to +49 30 901820, 84 s"
   */
  description?: string;

  /**
   * When the charge was recorded (ISO 8601, UTC)
   * @example "2024-01-20T09:16:02.118Z"
   */
  @ApiTime()
  createdAt: string;

  static from(charge: Charge, lookups: LookupsService): ChargeDto {
    const { category, description } = charge;
    return {
      id: charge.id,
      orgId: formatOrganizationId(charge.organizationId),
      amount: charge.amount,
      currency: lookups.value('currencies', charge.currencyId).code,
      occurredAt: charge.occurredAt.toISOString(),
      ...(category !== '' && { category }),
      ...(description !== null && { description }),
      createdAt: charge.createdAt.toISOString(),
    };
  }
}

export class ChargeQuery extends PageQuery {
  /** The sender's own id of the charge */
  @IsOptional()
  @IsText(128, { filled: true, verbatim: true })
  id?: string;

  /** Charges of services used at this time or later (ISO 8601) */
  @IsOptional()
  @IsTimeParameter()
  since?: string;

  /** Charges of services used before this time (ISO 8601) */
  @IsOptional()
  @IsTimeParameter()
  until?: string;

  /** Kind of service */
  @IsOptional()
  @IsText(100)
  category?: string;

  /** Only charges of the organization itself, without those of the organizations below it */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  own?: boolean = false;

  @Sortable(['occurredAt'], '-occurredAt')
  sort: string = '-occurredAt';
}
