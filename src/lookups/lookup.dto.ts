import { allowFields } from '../http/read-only.js';
import { IsInteger, IsNested, ToLookupId } from '../http/validators.js';
import type { Country, Currency, LookupValue } from './lookup.entity.js';

/** A lookup value. */
export class LookupDto {
  /**
   * Stable id; send it as `{ "id": … }`
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
   * Stable id; send it as `{ "id": … }`
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
   * Mobile country code (ITU-T E.212); absent if the country has none
   * @example "262"
   */
  mcc?: string;

  /**
   * Calling code (ITU-T E.164)
   * @example "49"
   */
  country_code?: string;

  /**
   * ISO 3166-1 alpha-2 code, in lower case
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
   * Stable id; send it as `{ "id": … }`
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

  /**
   * The day from which the currency is no longer valid; absent for a current one. It can be kept, but not chosen any more
   * @example "2026-01-01"
   */
  withdrawn?: string;

  static from({ id, code, symbol, withdrawn }: Currency): CurrencyDto {
    return { id, code, symbol, ...(withdrawn !== null && { withdrawn }) };
  }
}

/** All lookups; each key is the last part of the lookup's path. */
export class AllLookupsDto {
  /** Statuses of organizations */
  'organization-statuses': LookupDto[];

  /** Types of organizations */
  'organization-types': LookupDto[];

  /** Classes of organizations */
  'organization-classes': LookupDto[];

  /** Types of relations between an organization and its parent */
  'relation-types': LookupDto[];

  /** Types of verification */
  'verification-types': LookupDto[];

  /** Types of contacts */
  'contact-types': LookupDto[];

  /** Countries (ISO 3166-1) */
  countries: CountryDto[];

  /** Currencies (ISO 4217) */
  currencies: CurrencyDto[];
}

export class LookupParams {
  /**
   * Id of the value
   * @example 1
   */
  @ToLookupId()
  id: number;
}

/** A reference to a lookup value or an organization. */
export class ReferenceDto {
  /**
   * Id of the referenced value or organization
   * @example 1
   */
  @IsInteger()
  id: number;
}

/** A reference with the other fields that responses have beside the id. Who resolves the id compares them. */
class DescribedReferenceDto extends ReferenceDto {}

type Description = Omit<LookupDto & CountryDto & CurrencyDto, 'id'>;
const descriptionFields: Record<keyof Description, true> = {
  description: true,
  name: true,
  mcc: true,
  country_code: true,
  isocode: true,
  code: true,
  symbol: true,
  withdrawn: true,
};
allowFields(DescribedReferenceDto, Object.keys(descriptionFields));

/** A reference that may be sent as responses show it, for example `{ "id": 74, "name": "Germany" }`. */
export function IsReference(): PropertyDecorator {
  return IsNested(() => DescribedReferenceDto);
}
