import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import type { ValueTransformer } from 'typeorm';
import { oneOf } from '../openapi/schemas.js';

/** At most 13 digits before the point and six after it: they fit `numeric(20, 6)`. Columns of sums are wider. */
const AMOUNT = /^-?\d{1,13}(?:\.\d{1,6})?$/;

const MAX_INTEGER = 9_999_999_999_999;
/** A sign, all digits and the point. */
const MAX_LENGTH = 21;

/** Amounts are decimal texts everywhere in the program, because a double cannot hold them. */
export const amount: ValueTransformer = {
  to: (value: string | null) => value,
  from: (value: string | null) => (value === null ? null : shorten(value)),
};

/** Without zeros at the end: `12.500000` → `12.5`. */
function shorten(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

export const ZERO = '0';
const DECIMALS = 6;

export function add(first: string, second: string): string {
  return toDecimal(toUnits(first) + toUnits(second));
}

export function subtract(first: string, second: string): string {
  return toDecimal(toUnits(first) - toUnits(second));
}

export function negate(decimal: string): string {
  return subtract(ZERO, decimal);
}

export function isPositive(decimal: string): boolean {
  return toUnits(decimal) > 0n;
}

/** Millionths: `12.5` → 12500000n. */
function toUnits(decimal: string): bigint {
  const [integer, fraction = ''] = decimal.split('.');
  return BigInt(`${integer}${fraction.padEnd(DECIMALS, '0')}`);
}

function toDecimal(units: bigint): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(DECIMALS + 1, '0');
  return shorten(`${negative ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`);
}

/**
 * An amount of money, exact: a decimal text, or a number that JSON can hold without rounding it. Becomes a text. Its sign is
 * restricted with `positive`.
 */
export function IsAmount({ positive = false } = {}): PropertyDecorator {
  const isValid = (value: unknown): boolean =>
    typeof value === 'string' && AMOUNT.test(value) && (!positive || /^(?!-).*[1-9]/.test(value));
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value)),
    ValidateBy({
      name: 'isAmount',
      validator: {
        validate: isValid,
        defaultMessage: () =>
          `must be a ${positive ? 'positive ' : ''}decimal number, or one in a string, with at most 13 digits before and 6 after the point`,
      },
    }),
    ApiProperty(
      oneOf(
        { type: 'string', pattern: AMOUNT.source, maxLength: MAX_LENGTH },
        {
          type: 'number',
          ...(positive ? { exclusiveMinimum: true, minimum: 0 } : { minimum: -MAX_INTEGER }),
          maximum: MAX_INTEGER,
        },
      ) as ApiPropertyOptions,
    ),
  );
}

/** An amount of a response: an exact decimal number in a string. */
export function ApiAmount(): PropertyDecorator {
  return ApiProperty({ type: String, pattern: '^-?\\d+(?:\\.\\d{1,6})?$' });
}
