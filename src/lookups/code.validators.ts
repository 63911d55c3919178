import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import type { Country, Currency } from './lookup.entity.js';

/** The lookups by the codes that billing uses. Validators know them once the lookups are loaded. */
export const currenciesByCode = new Map<string, Currency>();
const countriesByCode = new Map<string, Country>();

export function rememberCodes(rows: { countries: Country[]; currencies: Currency[] }): void {
  for (const currency of rows.currencies) currenciesByCode.set(currency.code, currency);
  for (const country of rows.countries) countriesByCode.set(country.isocode.toUpperCase(), country);
}

/** The code of a currency in the lookups. */
export function IsCurrencyCode(): PropertyDecorator {
  return isCode('isCurrencyCode', currenciesByCode, /^[A-Z]{3}$/, 'an ISO 4217 code', '/lookups/currencies');
}

/** The code of a country in the lookups, in upper case. */
export function IsCountryCode(): PropertyDecorator {
  return isCode(
    'isCountryCode',
    countriesByCode,
    /^[A-Z]{2}$/,
    'an ISO 3166-1 alpha-2 code',
    '/lookups/countries',
  );
}

function isCode(
  name: string,
  known: ReadonlyMap<string, unknown>,
  pattern: RegExp,
  what: string,
  path: string,
): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name,
      validator: {
        validate: (value) => known.has(value as string),
        defaultMessage: (validation) => {
          const value: unknown = validation?.value;
          if (typeof value !== 'string') return `must be a string: ${what}`;
          if (known.has(value.trim())) return `must be ${what} without white space around it`;
          if (known.has(value.toUpperCase())) return `must be ${what} in upper case`;
          return `must be ${what} from ${path}`;
        },
      },
    }),
    ApiProperty({ type: String, pattern: pattern.source }),
  );
}
