import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { ToInteger } from '../config/transforms.js';

interface Range {
  min?: number;
  max?: number;
}

const INT4 = 2_147_483_647;

/** A whole number, which TypeScript cannot tell from a broken one. */
export function IsInteger({ min = 0, max = INT4 }: Range = {}): PropertyDecorator {
  return applyDecorators(
    IsInt(),
    Min(min),
    Max(max),
    ApiProperty({ type: 'integer', minimum: min, maximum: max }),
  );
}

/** A whole number in the query. */
export function IsIntegerParameter({
  min = 0,
  max = INT4,
  ...usual
}: Range & { default?: number } = {}): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    ToInteger(),
    IsInt(),
    Min(min),
    Max(max),
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, ...usual }),
  );
}

/** The id of a lookup value as a filter. */
export function IsLookupFilter(): PropertyDecorator {
  return IsIntegerParameter({ max: 32_767 });
}

const MOST_MONEY = 999_999_999_999.99;

/** An amount with at most two decimals, as numeric(14, 2) holds it. */
export function IsMoney({ min = -MOST_MONEY }: { min?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value) =>
          typeof value === 'number' &&
          value >= min &&
          value <= MOST_MONEY &&
          Number(value.toFixed(2)) === value,
        defaultMessage: () => `must be a number from ${min} to ${MOST_MONEY} with at most two decimals`,
      },
    }),
    ApiProperty({ type: 'number', minimum: min, maximum: MOST_MONEY }),
  );
}

/** A time in an answer: ISO 8601 with the form of RFC 3339. */
export function ApiTime(): PropertyDecorator {
  return ApiProperty({ type: String, format: 'date-time' });
}
