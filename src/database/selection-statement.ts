/** An SQL condition with a `?` for each of its values. */
export interface Condition {
  sql: string;
  values: readonly unknown[];
}

/** A column to sort by, and the direction. */
export interface OrderBy {
  column: string;
  descending?: boolean;
}

/** Collects the values of a statement while its text is composed. */
export class Statement {
  readonly values: unknown[] = [];

  where(conditions: readonly Condition[]): string {
    if (conditions.length === 0) return '';
    return ` where ${conditions
      .map(({ sql, values }) => {
        let place = 0;
        return `(${sql.replaceAll('?', () => this.add(values[place++]))})`;
      })
      .join(' and ')}`;
  }

  /** Adds a value and returns its placeholder. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

export function orderBy(order: readonly OrderBy[]): string {
  if (order.length === 0) return '';
  return ` order by ${order.map(({ column, descending }) => (descending ? `${column} desc` : column)).join(', ')}`;
}

/** A value as it may stand in the text of a statement: an integer, or a word. Undefined for every other value. */
export function literalOf(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^\w+$/.test(value) ? `'${value}'` : undefined;
}
