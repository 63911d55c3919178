import type { ObjectLiteral } from 'typeorm';
import type { Selection } from '../database/selection.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import type { SortKey, SortTerm } from './sort.js';

/** The cursor after an item: the `sort` parameter and the item's value of each sort key. */
export function encodeCursor<T>(sort: string, terms: SortTerm<T>[], item: T): string {
  const values = terms.map(({ key }) => key.value(item));
  return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

/** The values of a cursor, for the columns of the sort keys. Throws if the cursor belongs to another list or order. */
export function decodeCursor<T>(cursor: string, sort: string, terms: SortTerm<T>[]): (string | number)[] {
  const content = parse(cursor);
  if (
    Array.isArray(content) &&
    content[0] === sort &&
    content.length === terms.length + 1 &&
    terms.every(({ key }, index) => matchesKind(content[index + 1], key.kind))
  )
    return terms.map(({ key }, index) => {
      const value = content[index + 1] as string | number;
      return key.restore ? key.restore(value) : value;
    });
  throw new ApiError(validationFailed, [
    { field: 'cursor', message: 'must be a nextCursor of this list with the same sort' },
  ]);
}

/**
 * Restricts a selection to the rows after a cursor. If all terms have the same direction, one row comparison does it,
 * `(a, b, id) > (…)`, which one index scan serves. Otherwise the terms are compared one by one.
 */
export function selectAfter<T extends ObjectLiteral>(
  selection: Selection<T>,
  terms: SortTerm<T>[],
  values: (string | number)[],
): Selection<T> {
  const [first] = terms;
  if (terms.every(({ descending }) => descending === first!.descending)) {
    const columns = terms.map(({ column }) => column).join(', ');
    const placeholders = values.map(() => '?').join(', ');
    return selection.after(`(${columns}) ${first!.descending ? '<' : '>'} (${placeholders})`, ...values);
  }
  const alternatives = terms.map(({ column, descending }, index) => ({
    sql: [
      ...terms.slice(0, index).map((earlier) => `${earlier.column} = ?`),
      `${column} ${descending ? '<' : '>'} ?`,
    ].join(' and '),
    values: values.slice(0, index + 1),
  }));
  return (
    selection
      // The alternatives do not bound the index scan. This condition on the first key does.
      .after(`${first!.column} ${first!.descending ? '<=' : '>='} ?`, values[0])
      .after(
        alternatives.map(({ sql }) => sql).join(' or '),
        ...alternatives.flatMap((alternative) => alternative.values),
      )
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function matchesKind(value: unknown, kind: SortKey<unknown>['kind']): boolean {
  switch (kind) {
    case 'number':
      return Number.isSafeInteger(value);
    case 'time':
      return typeof value === 'string' && /^(?!0000)\d{4}-/.test(value) && isCanonicalTime(value);
    case 'text':
      return typeof value === 'string' && !value.includes('\0');
  }
}

/** Whether the value is exactly in the format of `toISOString` and an existing date: 31 February is not. */
function isCanonicalTime(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}
