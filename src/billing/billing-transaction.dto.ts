import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { formatOrganizationId } from '../auth/organization-id.js';
import { ApiAmount, IsAmount } from '../lookups/amount.js';
import { ApiTime, IsInteger, IsText } from '../http/validators.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import {
  transactionTypes,
  type BillingTransaction,
  type TransactionType,
} from './billing-transaction.entity.js';

const recordedByHand = ['payment', 'correction'] as const;

export class CreateBillingTransactionDto {
  /**
   * `payment` (the organization has paid) or `correction` (anything else, such as a payment that was paid back)
   * @example "payment"
   */
  @IsIn(recordedByHand)
  type: (typeof recordedByHand)[number];

  /**
   * Amount in units of the profile's currency, with at most six decimals. Positive for a payment; a correction adds it to
   * what is owed, and may be negative
   * @example "250.00"
   */
  @IsAmount()
  amount: string;

  /**
   * Your own reference, such as the number of the payment
   * @example "RF18539007547034"
   */
  @IsOptional()
  @IsText(128)
  reference?: string | null;

  /**
   * Text for people
   * @example "Bank transfer"
   */
  @IsOptional()
  @IsText(500)
  description?: string | null;
}

/** One change of a balance. */
export class BillingTransactionDto {
  /**
   * Id of the transaction; later ones have higher ids
   * @example 4711
   */
  @IsInteger({ max: Number.MAX_SAFE_INTEGER })
  id: number;

  /**
   * Organization whose balance it changes
   * @example "org_456"
   */
  orgId: string;

  /**
   * `charges`, `payment` or `correction`
   * @example "payment"
   */
  @ApiProperty({ type: String, enum: transactionTypes })
  type: TransactionType;

  /**
   * What it adds to the balance: negative for a payment
   * @example "-250"
   */
  @ApiAmount()
  amount: string;

  /**
   * ISO 4217 code
   * @example "USD"
   */
  currency: string;

  /**
   * For `charges`, the number of charges that it adds up; otherwise absent
   * @example 1000
   */
  @IsOptional()
  @IsInteger()
  charges?: number;

  /**
   * Your own reference; absent if there is none
   * @example "RF18539007547034"
   */
  reference?: string;

  /**
   * Text for people; absent if there is none
   * @example "Bank transfer"
   */
  description?: string;

  /**
   * When it was recorded (ISO 8601, UTC)
   * @example "2026-11-24T08:00:00.000Z"
   */
  @ApiTime()
  createdAt: string;

  static from(transaction: BillingTransaction): BillingTransactionDto {
    const { charges, reference, description } = transaction;
    return {
      id: Number(transaction.id),
      orgId: formatOrganizationId(transaction.organizationId),
      type: transaction.type,
      amount: transaction.amount,
      currency: transaction.currency,
      ...(charges !== null && { charges }),
      ...(reference !== null && { reference }),
      ...(description !== null && { description }),
      createdAt: transaction.createdAt.toISOString(),
    };
  }
}

export class BillingTransactionQuery extends PageQuery {
  @Sortable(['id'], '-id')
  sort: string = '-id';
}
