import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { ToInteger } from '../config/transforms.js';
import { IsInteger } from '../http/validators.js';
import type { Country, Currency, LookupValue } from './lookup.entity.js';

/** A lookup value. */
export class LookupDto {
  /**
   * Stable id, to be sent as `{ "id": … }`
   * @example 0
   */
  @IsInteger()
  id: number;

  /**
   * Meaning of the value
   * @example "Commercial"
   */
  description: string;

  static from({ id, description }: LookupValue): LookupDto {
    return { id, description };
  }
}

export class CountryDto {
  /**
   * Stable id, to be sent as `{ "id": … }`
   * @example 74
   */
  @IsInteger()
  id: number;

  /**
   * English name
   * @example "Germany"
   */
  name: string;

  /**
   * Mobile country code (ITU-T E.212); left out where there is none
   * @example "262"
   */
  mcc?: string;

  /**
   * Calling code (ITU-T E.164)
   * @example "49"
   */
  country_code?: string;

  /**
   * ISO 3166-1 alpha-2, in lower case
   * @example "de"
   */
  isocode: string;

  static from({ id, name, mcc, countryCode, isocode }: Country): CountryDto {
    return {
      id,
      name,
      ...(mcc !== null && { mcc }),
      ...(countryCode !== null && { country_code: countryCode }),
      isocode,
    };
  }
}

export class CurrencyDto {
  /**
   * Stable id, to be sent as `{ "id": … }`
   * @example 1
   */
  @IsInteger()
  id: number;

  /**
   * ISO 4217 alphabetic code
   * @example "EUR"
   */
  code: string;

  /**
   * Symbol
   * @example "€"
   */
  symbol: string;

  static from({ id, code, symbol }: Currency): CurrencyDto {
    return { id, code, symbol };
  }
}

/** Every lookup at once, by the last part of its path. */
export class AllLookupsDto {
  /** Status of an organization */
  'organization-statuses': LookupDto[];

  /** What an organization is in business */
  'organization-types': LookupDto[];

  /** What an organization is to the platform */
  'organization-classes': LookupDto[];

  /** What an organization is to its parent */
  'relation-types': LookupDto[];

  /** What a verification is the number of */
  'verification-types': LookupDto[];

  /** What a contact is for */
  'contact-types': LookupDto[];

  /** ISO 3166-1 */
  countries: CountryDto[];

  /** ISO 4217 */
  currencies: CurrencyDto[];
}

export class LookupParams {
  /**
   * Id of the value
   * @example 1
   */
  @ToInteger()
  @Allow()
  @ApiProperty({ type: 'integer', maximum: 32_767 })
  id: number;
}

/** A reference to something by its id. */
export class ReferenceDto {
  /**
   * Id of what is meant
   * @example 1
   */
  @IsInteger()
  id: number;
}
