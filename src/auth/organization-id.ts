import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, ValidateBy } from 'class-validator';

/** Characters of the longest id: `org_2147483647`. */
const MAX_LENGTH = 14;

/** `12`, `'12'` or `'org_12'` → 12; undefined for an invalid id. */
export function parseOrganizationId(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const digits = /^(?:org_)?([1-9]\d{0,9})$/.exec(String(value))?.[1];
  const id = Number(digits);
  return digits !== undefined && id <= 2_147_483_647 ? id : undefined;
}

/** The form that the VoIP resources use: 12 → `org_12`. */
export function formatOrganizationId(id: number): string {
  return `org_${id}`;
}

/** For a path parameter. An invalid id becomes 0, which no organization has, so the response is 404. */
export function ToOrganizationId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => parseOrganizationId(value) ?? 0),
    IsInt(),
    ApiProperty({ type: String, maxLength: MAX_LENGTH }),
  );
}

/** For the `orgId` of a body or a filter. The value stays as the caller wrote it. */
export function IsOrganizationId(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isOrganizationId',
      validator: {
        validate: (value) => typeof value === 'string' && parseOrganizationId(value) !== undefined,
        defaultMessage: (validation) =>
          typeof validation?.value === 'string'
            ? 'must be an organization id such as org_456'
            : 'must be a string with an organization id, such as org_456',
      },
    }),
    ApiProperty({ type: String, maxLength: MAX_LENGTH }),
  );
}
