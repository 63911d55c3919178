import { isDeepStrictEqual } from 'node:util';

/**
 * The columns of `values` that differ from the stored row. A write of the others would change nothing but the time of the
 * last change, and history would have an entry without a change.
 */
export function changedColumns<T extends object>(stored: T, values: Partial<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([column, value]) => !isSameJson(value, stored[column as keyof T])),
  ) as Partial<T>;
}

/** Whether two values are stored and shown alike: dates by their time, objects regardless of the order of their keys. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asJson(one), asJson(other));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
