import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Validate, type ValidationArguments, ValidatorConstraint } from 'class-validator';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { Selection } from '../database/selection.js';
import type { OrderBy } from '../database/selection-statement.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { ListReply } from '../http/envelope.js';
import type { PageMetaDto, PageQuery } from './page.dto.js';

/** One page of a list; the envelope takes `meta` from it. */
export class Page<T> extends ListReply<T> implements PageMetaDto {
  items: T[];
  total: number;
  totalExact?: boolean;
  limit: number;

  constructor(items: T[], meta: PageMetaDto) {
    super();
    this.items = items;
    Object.assign(this, meta);
  }

  map<U>(transform: (item: T) => U): Page<U> {
    const { items, ...meta } = this;
    return new Page(items.map(transform), meta);
  }
}

/** What a list can be sorted by: the column, as `alias.column`, and where an item has its value. */
export interface SortKey<T> {
  column: string;
  kind: 'text' | 'number' | 'time';
  value: (item: T) => string | number | Date;
  /** Makes the column's value of what the cursor holds, where that is not the same. */
  restore?: (value: string | number) => string | number;
}

/** Sort keys by the name a caller writes. The key `id` must be there: it makes every order total. */
export type SortKeys<T> = Record<string, SortKey<T>> & { id: SortKey<T> };

interface Order<T> extends OrderBy {
  key: SortKey<T>;
  descending: boolean;
}

/** Up to here `total` is counted, above it is estimated. */
const EXACT_COUNT_LIMIT = 10_000;

/**
 * Reads one page by keyset: the cursor holds the sort values of the last item, so that page 1,000 costs what
 * page 1 costs and nothing is skipped or seen twice while others write.
 */
export async function paginate<T extends ObjectLiteral>(
  manager: EntityManager,
  source: Selection<T>,
  query: PageQuery,
  keys: SortKeys<T>,
  sort: string,
): Promise<Page<T>> {
  const order = parseOrder(sort, keys);
  const rest =
    query.cursor === undefined ? source : afterCursor(source, order, decodeCursor(query.cursor, sort, order));
  const [items, counted] = await Promise.all([
    rest.page(manager, order, query.limit + 1),
    query.cursor === undefined ? undefined : total(manager, source, query.count === 'exact'),
  ]);

  const more = items.length > query.limit;
  if (more) items.pop();
  const last = items.at(-1);
  const whole = query.cursor === undefined && !more;
  return new Page(items, {
    ...(whole
      ? { total: items.length }
      : (counted ?? (await total(manager, source, query.count === 'exact')))),
    limit: query.limit,
    ...(more && last && { nextCursor: encodeCursor(sort, order, last) }),
  });
}

async function total<T extends ObjectLiteral>(
  manager: EntityManager,
  source: Selection<T>,
  exact: boolean,
): Promise<Pick<PageMetaDto, 'total' | 'totalExact'>> {
  if (exact) return { total: await source.count(manager) };
  const { number, estimated } = await source.countOrEstimate(manager, EXACT_COUNT_LIMIT);
  return estimated ? { total: number, totalExact: false } : { total: number };
}

function parseOrder<T>(sort: string, keys: SortKeys<T>): Order<T>[] {
  const fields = sort.split(',');
  if (!fields.some((field) => field.replace('-', '') === 'id'))
    // In the direction of the last key, so that one index serves both.
    fields.push(fields.at(-1)!.startsWith('-') ? '-id' : 'id');
  return fields.map((field) => {
    const key = keys[field.replace('-', '')]!;
    return { key, column: key.column, descending: field.startsWith('-') };
  });
}

/** (a, b, id) > (…) where all run the same way, which one index scan answers; else key by key. */
function afterCursor<T extends ObjectLiteral>(
  rows: Selection<T>,
  order: Order<T>[],
  values: (string | number)[],
): Selection<T> {
  const [first] = order;
  if (order.every(({ descending }) => descending === first!.descending)) {
    const columns = order.map(({ column }) => column).join(', ');
    const places = values.map(() => '?').join(', ');
    return rows.after(`(${columns}) ${first!.descending ? '<' : '>'} (${places})`, ...values);
  }
  const alternatives = order.map(({ column, descending }, index) => ({
    sql: [
      ...order.slice(0, index).map((before) => `${before.column} = ?`),
      `${column} ${descending ? '<' : '>'} ?`,
    ].join(' and '),
    values: values.slice(0, index + 1),
  }));
  return (
    rows
      // The first key alone bounds the scan of its index, which the alternatives below do not.
      .after(`${first!.column} ${first!.descending ? '<=' : '>='} ?`, values[0])
      .after(
        alternatives.map(({ sql }) => sql).join(' or '),
        ...alternatives.flatMap((alternative) => alternative.values),
      )
  );
}

function encodeCursor<T>(sort: string, order: Order<T>[], last: T): string {
  return Buffer.from(JSON.stringify([sort, ...order.map(({ key }) => key.value(last))])).toString(
    'base64url',
  );
}

function decodeCursor<T>(cursor: string, sort: string, order: Order<T>[]): (string | number)[] {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    content = undefined;
  }
  if (
    Array.isArray(content) &&
    content[0] === sort &&
    content.length === order.length + 1 &&
    order.every(({ key }, index) => matchesKind(content[index + 1], key.kind))
  )
    return order.map(({ key }, index) => {
      const value = content[index + 1] as string | number;
      return key.restore ? key.restore(value) : value;
    });
  throw new ApiError(validationFailed, [
    { field: 'cursor', message: 'is not a cursor of this list in this order' },
  ]);
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

/** Exactly what `toISOString` writes: no 31 February, no other form. */
function isCanonicalTime(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

@ValidatorConstraint({ name: 'sort' })
class SortConstraint {
  validate(value: unknown, { constraints }: ValidationArguments): boolean {
    if (typeof value !== 'string') return false;
    const names = value.split(',').map((field) => field.replace(/^-/, ''));
    return new Set(names).size === names.length && names.every((name) => constraints.includes(name));
  }

  defaultMessage({ constraints }: ValidationArguments): string {
    return `must list some of ${constraints.join(', ')}, separated by commas, - before one to descend`;
  }
}

/** The `sort` parameter of a list: which fields it takes. */
export function Sortable(fields: readonly string[], usual: string): PropertyDecorator {
  const field = `-?(${fields.join('|')})`;
  return applyDecorators(
    IsOptional(),
    Validate(SortConstraint, [...fields]),
    ApiPropertyOptional({
      type: String,
      description: `Order: one or more of ${fields.map((name) => `\`${name}\``).join(', ')}, separated by commas, \`-\` before one to descend`,
      pattern: `^${field}(,${field})*$`,
      default: usual,
      example: usual,
    }),
  );
}
