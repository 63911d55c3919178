import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { formatOrganizationId, ToOrganizationId } from '../auth/organization-id.js';
import { omitNullish } from '../http/optional-fields.js';
import { ReadOnlyFields } from '../http/read-only.js';
import { voipTime } from '../http/times.js';
import { IsCountryCode, IsCurrencyCode } from '../lookups/code.validators.js';
import { ApiTime, IsEmailAddress, IsMoney, IsNested, IsText, IsTime } from '../http/validators.js';
import type { BillingCycle, BillingProfile, BillingStatus, PaymentMethod } from './billing-profile.entity.js';

const billingCycles = ['monthly', 'quarterly', 'annual'] as const;
const paymentMethods = ['invoice', 'credit_card', 'direct_debit', 'prepaid'] as const;
const billingStatuses = ['active', 'suspended', 'closed'] as const;

export class BillingContactDto {
  /**
   * Name of the person
   * @example "John Smith"
   */
  @IsOptional()
  @IsText(200)
  name?: string | null;

  /**
   * E-mail address
   * @example "billing@company1.com"
   */
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  /**
   * Telephone number
   * @example "+1-555-123-4567"
   */
  @IsOptional()
  @IsText(50)
  phone?: string | null;
}

export class BillingAddressDto {
  /**
   * Street and number
   * @example "123 Business Ave"
   */
  @IsOptional()
  @IsText(200)
  street?: string | null;

  /**
   * City
   * @example "New York"
   */
  @IsOptional()
  @IsText(100)
  city?: string | null;

  /**
   * State or province
   * @example "NY"
   */
  @IsOptional()
  @IsText(100)
  state?: string | null;

  /**
   * Postal code
   * @example "10001"
   */
  @IsOptional()
  @IsText(20)
  postalCode?: string | null;

  /**
   * Country (ISO 3166-1 alpha-2, and XK for Kosovo)
   * @example "US"
   */
  @IsOptional()
  @IsCountryCode()
  country?: string | null;
}

export class RateCardDto {
  /**
   * Id of the rate card
   * @example "rc_standard"
   */
  @IsText(100, { filled: true })
  id: string;

  /**
   * Name of the rate card
   * @example "Standard Enterprise Rates"
   */
  @IsOptional()
  @IsText(200)
  name?: string | null;
}

/** How an organization is billed. */
export class BillingProfileDto {
  /**
   * Organization that the profile belongs to
   * @example "org_456"
   */
  orgId: string;

  /**
   * Name of that organization
   * @example "Company One"
   */
  orgName: string;

  /**
   * Billing plan
   * @example "enterprise"
   */
  @IsOptional()
  @IsText(100, { filled: true })
  billingPlan?: string | null;

  /**
   * `monthly`, `quarterly` or `annual`
   * @example "monthly"
   */
  @IsOptional()
  @IsIn(billingCycles)
  billingCycle?: BillingCycle | null;

  /**
   * ISO 4217 code of a currency in `GET /lookups/currencies`. A withdrawn one can be kept, but not chosen
   * @example "USD"
   */
  @IsOptional()
  @IsCurrencyCode()
  currency?: string | null;

  /**
   * `invoice`, `credit_card`, `direct_debit` or `prepaid`
   * @example "invoice"
   */
  @IsOptional()
  @IsIn(paymentMethods)
  paymentMethod?: PaymentMethod | null;

  /** Person who receives the invoices */
  @IsOptional()
  @IsNested(() => BillingContactDto)
  billingContact?: BillingContactDto | null;

  /** Address on the invoices */
  @IsOptional()
  @IsNested(() => BillingAddressDto)
  billingAddress?: BillingAddressDto | null;

  /** Rate card for the charges */
  @IsOptional()
  @IsNested(() => RateCardDto)
  rateCard?: RateCardDto | null;

  /**
   * The most that may be owed, in units of `currency` with as many decimals as the currency has (ISO 4217: two for EUR, none
   * for JPY). At this balance the traffic of the organization is refused
   * @example 10000.00
   */
  @IsOptional()
  @IsMoney({ min: 0 })
  creditLimit?: number | null;

  /**
   * What is owed, in units of `currency` with as many decimals as the currency has: charges, less payments. A negative amount
   * is credit. Setting it records a correction; left out of a request, it stays as it is; null closes the account
   * @example 2500.00
   */
  @IsOptional()
  @IsMoney()
  currentBalance?: number | null;

  /**
   * `active`, `suspended` or `closed`
   * @example "active"
   */
  @IsOptional()
  @IsIn(billingStatuses)
  status?: BillingStatus | null;

  /**
   * When the next invoice is due (ISO 8601, UTC)
   * @example "2024-02-01T00:00:00Z"
   */
  @IsOptional()
  @IsTime()
  nextBillingDate?: string | null;

  /**
   * When the profile was created (ISO 8601, UTC)
   * @example "2023-06-15T00:00:00Z"
   */
  @ApiTime()
  createdAt: string;

  static from(profile: BillingProfile): BillingProfileDto {
    return {
      orgId: formatOrganizationId(profile.organizationId),
      orgName: profile.organization!.name,
      ...settingsOf(profile),
      createdAt: voipTime(profile.createdAt),
    };
  }
}

export const billingSettings = [
  'billingPlan',
  'billingCycle',
  'currency',
  'paymentMethod',
  'billingContact',
  'billingAddress',
  'rateCard',
  'creditLimit',
  'currentBalance',
  'status',
  'nextBillingDate',
] as const satisfies readonly (keyof BillingProfile & keyof BillingProfileDto)[];

@ReadOnlyFields(BillingProfileDto, 'orgId', 'orgName', 'createdAt')
export class SetBillingProfileDto extends PickType(BillingProfileDto, billingSettings) {}

/** The settings that a profile has itself, as the API shows them. */
export function settingsOf(
  profile: Pick<BillingProfile, (typeof billingSettings)[number]> & Partial<Pick<BillingProfile, 'balance'>>,
): SetBillingProfileDto {
  return omitNullish({
    billingPlan: profile.billingPlan,
    billingCycle: profile.billingCycle,
    currency: profile.currency,
    paymentMethod: profile.paymentMethod,
    billingContact: profile.billingContact && omitNullish(profile.billingContact),
    billingAddress: profile.billingAddress && omitNullish(profile.billingAddress),
    rateCard: profile.rateCard && (omitNullish(profile.rateCard) as RateCardDto),
    creditLimit: profile.creditLimit,
    currentBalance: profile.balance ?? profile.currentBalance,
    status: profile.status,
    nextBillingDate: profile.nextBillingDate && voipTime(profile.nextBillingDate),
  });
}

export class BillingSourceDto {
  /**
   * Organization whose profile sets the field
   * @example "org_1"
   */
  orgId: string;

  /**
   * Name of that organization
   * @example "Example Telecom"
   */
  orgName: string;
}

/** The profile in force. Each field comes from the nearest organization, from this one upwards, that sets it. */
export class EffectiveBillingProfileDto extends OmitType(BillingProfileDto, ['createdAt']) {
  @ApiProperty({
    type: 'object',
    description: 'For each field, the organization whose profile sets it',
    additionalProperties: { $ref: '#/components/schemas/BillingSourceDto' },
    example: { billingPlan: { orgId: 'org_1', orgName: 'Example Telecom' } },
  })
  sources: Record<string, BillingSourceDto>;
}

export class BillingProfileParams {
  /**
   * Organization ID: `org_789` or `789`
   * @example "org_789"
   */
  @ToOrganizationId()
  id: number;
}

export class DeletedBillingProfileDto {
  /**
   * Organization of the removed profile
   * @example "org_789"
   */
  orgId: string;

  /**
   * When it was removed (ISO 8601, UTC)
   * @example "2024-01-20T16:00:00Z"
   */
  @ApiTime()
  deletedAt: string;
}
