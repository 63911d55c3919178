import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  isEmail,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidateByOptions,
} from 'class-validator';
import { ToInteger } from '../config/transforms.js';
import { normalizeText, textFault } from './text.js';
import { parseTime } from './times.js';

interface Range {
  min?: number;
  max?: number;
}

/** The largest values of PostgreSQL's `smallint` and `integer`. */
const INT2 = 32_767;
const INT4 = 2_147_483_647;

/** The field may be missing, but not null. */
export function OptionalNotNull(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** Converts text to the form in which it is stored and compared. */
function ToText(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? normalizeText(value) : value,
  );
}

/**
 * A string of at most `max` characters without control characters, normalized. Characters are code points, as in
 * PostgreSQL's `varchar(max)`. With `filled`, it must not be empty. With `verbatim`, it stays as it is, to be compared with
 * text from elsewhere.
 */
export function IsText(max: number, { filled = false, verbatim = false } = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    typeof value !== 'string' ||
    Array.from(value).length > max ||
    /\p{Cc}/u.test(value) ||
    (filled && value === '')
      ? `must be a string of ${filled ? '1 to' : 'at most'} ${max} characters without control characters`
      : textFault(value);
  return applyDecorators(
    ...(verbatim ? [] : [ToText()]),
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (validation) => fault(validation?.value) ?? '',
      },
    }),
    ApiProperty({ type: String, maxLength: max, ...(filled && { minLength: 1 }) }),
  );
}

/** An e-mail address. */
export function IsEmailAddress(): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    isEmail(value) ? textFault(value as string) : 'must be an e-mail address';
  return applyDecorators(
    ToText(),
    ValidateBy({
      name: 'isEmailAddress',
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (validation) => fault(validation?.value) ?? '',
      },
    }),
    MaxLength(254, { message: 'must have at most 254 characters' }),
    ApiProperty({ type: String, format: 'email', maxLength: 254 }),
  );
}

/**
 * An object whose keys the caller chooses, so that they may also be names that every object inherits, such as
 * `constructor`. It stays as it was parsed, because class-transformer would leave out such keys.
 */
export function IsFreeForm(rule: ValidateByOptions): PropertyDecorator {
  return applyDecorators(
    // Without a type, class-transformer would take the value of `constructor` for the type.
    Type(() => Object),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    ValidateBy(rule, { context: { freeForm: true } }),
  );
}

/** A nested object with its own DTO. */
export function IsNested(type: () => Class): PropertyDecorator {
  const message = 'must be an object';
  return applyDecorators(IsObject({ message }), ValidateNested({ message }), Type(type));
}

/** An array of 1 to `max` nested objects with their own DTO. `one`: what an error calls an object. */
export function IsNestedList(
  type: () => Class,
  { max, one }: { max: number; one: string },
): PropertyDecorator {
  const fault = (value: unknown): string | undefined => {
    // class-validator would look into an array within the array.
    if (!Array.isArray(value) || value.some(Array.isArray)) return `must be an array of ${one}s`;
    if (value.length === 0) return `must contain at least one ${one}`;
    return value.length > max ? `must contain at most ${max} ${one}s` : undefined;
  };
  return applyDecorators(
    ValidateBy({
      name: 'isNestedList',
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (validation) => fault(validation?.value) ?? '',
      },
    }),
    ValidateNested({ each: true, message: 'must be an object' }),
    Type(type),
    // Nest knows a function that returns a class by its name.
    ApiProperty({ type: () => type(), isArray: true, minItems: 1, maxItems: max }),
  );
}

/** An integer. */
export function IsInteger({ min = 0, max = INT4 }: Range = {}): PropertyDecorator {
  return applyDecorators(
    IsInt(),
    Min(min),
    Max(max),
    // Without a format, generated clients in other languages use 32 bits.
    ApiProperty({ type: 'integer', ...(max > INT4 && { format: 'int64' }), minimum: min, maximum: max }),
  );
}

/** An optional integer parameter of the query. */
export function IsIntegerParameter({
  min = 0,
  max = INT4,
  ...defaultValue
}: Range & { default?: number } = {}): PropertyDecorator {
  return applyDecorators(
    OptionalNotNull(),
    ToInteger(),
    IsInt(),
    Min(min),
    Max(max),
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, ...defaultValue }),
  );
}

/** A query parameter that filters by the id of a lookup value. */
export function IsLookupFilter(): PropertyDecorator {
  return IsIntegerParameter({ max: INT2 });
}

const MAX_MONEY = 999_999_999_999.99;

/** An amount of money that fits `numeric(16, 4)`. Its currency may have fewer decimals. */
export function IsMoney({ min = -MAX_MONEY }: { min?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value) =>
          typeof value === 'number' &&
          value >= min &&
          value <= MAX_MONEY &&
          hasDecimals(value, MAX_MINOR_UNITS),
        defaultMessage: () =>
          `must be a number from ${min} to ${MAX_MONEY} with at most ${MAX_MINOR_UNITS} decimal places`,
      },
    }),
    ApiProperty({ type: 'number', minimum: min, maximum: MAX_MONEY }),
  );
}

/** No currency has a smaller unit (ISO 4217). */
const MAX_MINOR_UNITS = 4;

/** Whether a number has at most so many decimals. */
export function hasDecimals(value: number, decimals: number): boolean {
  return Number(value.toFixed(decimals)) === value;
}

const TIME_MESSAGE = 'must be a timestamp with a time zone, such as 2024-02-01T00:00:00Z';

/** A timestamp of a body; converts it to UTC. `parseTime` says which forms it accepts. */
export function IsTime(): PropertyDecorator {
  return isTime(() => TIME_MESSAGE);
}

/** A timestamp of the query. */
export function IsTimeParameter(): PropertyDecorator {
  return isTime((value) =>
    typeof value === 'string' && parseTime(value.replace(' ', '+')) !== undefined
      ? `${TIME_MESSAGE}; write the + of the time zone as %2B, because a + in a query means a space`
      : TIME_MESSAGE,
  );
}

function isTime(message: (value: unknown) => string): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseTime(value) ?? value) : value,
    ),
    ValidateBy({
      name: 'isTime',
      validator: {
        validate: (value) => typeof value === 'string' && parseTime(value) !== undefined,
        defaultMessage: (validation) => message(validation?.value),
      },
    }),
    ApiTime(),
  );
}

/** A timestamp of a response (RFC 3339). */
export function ApiTime(): PropertyDecorator {
  return ApiProperty({ type: String, format: 'date-time' });
}

/** A text id in the path. An id that is too long is not invalid: the resource is not found. */
export function IsPathId(maxLength: number): PropertyDecorator {
  return applyDecorators(IsString(), ApiProperty({ type: String, maxLength }));
}

/** An integer id in the path. A value that cannot be an id becomes 0, which no resource has, so the result is 404. */
export function ToId(): PropertyDecorator {
  return toId(/^[1-9]\d{0,9}$/, INT4, 0);
}

/** The id of a lookup value in the path, from 0 on. A value that cannot be an id becomes -1, so the result is 404. */
export function ToLookupId(): PropertyDecorator {
  return toId(/^(0|[1-9]\d{0,4})$/, INT2, -1);
}

function toId(pattern: RegExp, maximum: number, absent: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => {
      const id = typeof value === 'string' && pattern.test(value) ? Number(value) : absent;
      return id <= maximum ? id : absent;
    }),
    IsInt(),
    ApiProperty({ type: 'integer', maximum }),
  );
}
