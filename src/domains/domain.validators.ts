import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { buildMessage, IsString, MaxLength, ValidateBy } from 'class-validator';
import { IsFreeForm } from '../http/validators.js';
import { normalizeDomainName } from './domain-name.js';

/** A domain name; converts it to the form in which it is stored. */
export function IsDomainName(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (normalizeDomainName(value) ?? value) : value,
    ),
    IsString(),
    MaxLength(253, { message: 'must have at most 253 characters' }),
    ApiProperty({ type: String, maxLength: 253 }),
    ValidateBy({
      name: 'isDomainName',
      validator: {
        validate: (value) => typeof value === 'string' && normalizeDomainName(value) !== undefined,
        defaultMessage: buildMessage(
          () => 'must be a domain name of at least two labels, such as voip.example.com',
        ),
      },
    }),
  );
}

const MAX_KEYS = 50;
const MAX_BYTES = 16_384;

/** A flat object of strings, numbers and booleans. */
export function IsMetadata(): PropertyDecorator {
  return IsFreeForm({
    name: 'isMetadata',
    validator: {
      validate: (value) => metadataError(value) === undefined,
      defaultMessage: (validation) => metadataError(validation?.value) ?? '',
    },
  });
}

function metadataError(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
  const entries = Object.entries(value);
  if (entries.length > MAX_KEYS) return `must have at most ${MAX_KEYS} keys`;
  const badKey = entries.find(([key]) => key === '' || key.length > 64);
  if (badKey) return 'must have keys with 1 to 64 characters';
  const badValue = entries.find(
    ([, item]) => !['string', 'boolean'].includes(typeof item) && !Number.isFinite(item),
  );
  if (badValue)
    return `must contain only strings, numbers and booleans, but ${badValue[0]} is something else`;
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES)
    return `must not be larger than ${MAX_BYTES} bytes as JSON`;
  return undefined;
}
