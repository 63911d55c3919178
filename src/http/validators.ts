import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsObject, IsString, Max, Min, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { ToInteger } from '../config/transforms.js';

interface Range {
  min?: number;
  max?: number;
}

const INT4 = 2_147_483_647;

/** May be left out, but not be null. */
export function OptionalNotNull(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/**
 * Text of at most `max` characters, counted as PostgreSQL counts them for varchar(max): by code points.
 * Control characters, which nobody can see, are refused; so is text of white space alone where `filled`.
 */
export function IsText(max: number, { filled = false } = {}): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          Array.from(value).length <= max &&
          !/\p{Cc}/u.test(value) &&
          (!filled || /\S/.test(value)),
        defaultMessage: () =>
          `must be text of ${filled ? '1 to' : 'at most'} ${max} characters, without control characters`,
      },
    }),
    ApiProperty({ type: String, maxLength: max, ...(filled && { minLength: 1 }) }),
  );
}

/** An object with a shape of its own. */
export function IsNested(type: () => Class): PropertyDecorator {
  const message = 'must be an object';
  return applyDecorators(IsObject({ message }), ValidateNested({ message }), Type(type));
}

/** A whole number, which TypeScript cannot tell from a broken one. */
export function IsInteger({ min = 0, max = INT4 }: Range = {}): PropertyDecorator {
  return applyDecorators(
    IsInt(),
    Min(min),
    Max(max),
    // Clients in other languages take four bytes where they are not told.
    ApiProperty({ type: 'integer', ...(max > INT4 && { format: 'int64' }), minimum: min, maximum: max }),
  );
}

/** A whole number in the query. */
export function IsIntegerParameter({
  min = 0,
  max = INT4,
  ...usual
}: Range & { default?: number } = {}): PropertyDecorator {
  return applyDecorators(
    OptionalNotNull(),
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

const MAX_MONEY = 999_999_999_999.99;

/** An amount with at most two decimals, as numeric(14, 2) holds it. */
export function IsMoney({ min = -MAX_MONEY }: { min?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value) =>
          typeof value === 'number' &&
          value >= min &&
          value <= MAX_MONEY &&
          Number(value.toFixed(2)) === value,
        defaultMessage: () => `must be a number from ${min} to ${MAX_MONEY} with at most two decimals`,
      },
    }),
    ApiProperty({ type: 'number', minimum: min, maximum: MAX_MONEY }),
  );
}

/** A time with its zone (RFC 3339), in a year of four digits in UTC. */
export function IsTime(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isTime',
      validator: {
        validate: isTime,
        defaultMessage: () => 'must be a time with a zone, such as 2024-02-01T00:00:00Z',
      },
    }),
    ApiTime(),
  );
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const [, date, , zone] =
    /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/.exec(value) ?? [];
  if (date === undefined) return false;
  const time = new Date(value);
  // A 31 February is read as some day in March: the day must come back as it went in.
  const local = new Date(value.replace(zone!, 'Z'));
  return (
    !Number.isNaN(time.getTime()) &&
    /^(?!0000)\d{4}-/.test(time.toISOString()) &&
    local.toISOString().startsWith(date)
  );
}

/** A time in an answer: ISO 8601 in the form of RFC 3339. */
export function ApiTime(): PropertyDecorator {
  return ApiProperty({ type: String, format: 'date-time' });
}

/** For the textual id in a path: one that is longer than any is not found. */
export function IsPathId(longest: number): PropertyDecorator {
  return applyDecorators(IsString(), ApiProperty({ type: String, maxLength: longest }));
}

/** For the integer id in a path: what can be none becomes 0, which nothing has, so it is not found. */
export function ToId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => {
      const id = typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : 0;
      return id <= INT4 ? id : 0;
    }),
    IsInt(),
    ApiProperty({ type: 'integer', maximum: INT4 }),
  );
}
