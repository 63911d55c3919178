import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Validate, type ValidationArguments, ValidatorConstraint } from 'class-validator';
import type { OrderBy } from '../database/selection-statement.js';

/** A field by which a list can be sorted. */
export interface SortKey<T> {
  /** The column, as `alias.column`. */
  column: string;
  kind: 'text' | 'number' | 'time';
  /** Reads the value of an item, for the cursor. */
  value: (item: T) => string | number | Date;
  /** Converts the value in a cursor to the value of the column, if they differ. */
  restore?: (value: string | number) => string | number;
}

/** The sort keys of a list by their names in `sort`. `id` is required: it makes every order total. */
export type SortKeys<T> = Record<string, SortKey<T>> & { id: SortKey<T> };

/** One term of a parsed `sort` parameter. */
export interface SortTerm<T> extends OrderBy {
  key: SortKey<T>;
  descending: boolean;
}

/** Parses a valid `sort` parameter. Appends `id` if it is missing, so that the order is total. */
export function parseSort<T>(sort: string, keys: SortKeys<T>): SortTerm<T>[] {
  const fields = sort.split(',');
  if (!fields.some((field) => field.replace('-', '') === 'id'))
    // In the direction of the last field, so that one index can serve both.
    fields.push(fields.at(-1)!.startsWith('-') ? '-id' : 'id');
  return fields.map((field) => {
    const key = keys[field.replace('-', '')]!;
    return { key, column: key.column, descending: field.startsWith('-') };
  });
}

@ValidatorConstraint({ name: 'sort' })
class SortConstraint {
  validate(value: unknown, { constraints }: ValidationArguments): boolean {
    if (typeof value !== 'string') return false;
    const names = value.split(',').map((field) => field.replace(/^-/, ''));
    return new Set(names).size === names.length && names.every((name) => constraints.includes(name));
  }

  defaultMessage({ constraints }: ValidationArguments): string {
    return `must be one or more of ${constraints.join(', ')}, separated by commas; a leading - sorts descending`;
  }
}

/** The `sort` parameter of a list, with the names of its sort keys and the default order. */
export function Sortable(fields: readonly string[], defaultSort: string): PropertyDecorator {
  const field = `-?(${fields.join('|')})`;
  return applyDecorators(
    IsOptional(),
    Validate(SortConstraint, [...fields]),
    ApiPropertyOptional({
      type: String,
      description: `Sort order: one or more of ${fields.map((name) => `\`${name}\``).join(', ')}, separated by commas. A leading \`-\` sorts descending`,
      pattern: `^${field}(,${field})*$`,
      default: defaultSort,
      example: defaultSort,
    }),
  );
}
