import { Allow } from 'class-validator';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';

const READ_ONLY = Symbol('read-only fields');

/**
 * The fields of a response that the decorated body takes, although a write cannot change them, so that a caller can
 * send back what a GET returned. The handler's service compares them with the resource: see `withoutReadOnly`.
 */
export function ReadOnlyFields<T>(_response: new () => T, ...names: (keyof T & string)[]) {
  return (target: new () => object): void => {
    allowFields(target, names);
    Reflect.defineMetadata(READ_ONLY, names, target);
  };
}

/** Lets validation pass fields that a DTO does not declare, and that a service checks. */
export function allowFields(target: new () => object, names: string[]): void {
  for (const name of names) Allow()(target.prototype as object, name);
}

/**
 * Leaves the read-only fields out of a body. Throws unless each of them has the value that it has in `current`, the
 * resource as a GET would return it now.
 */
export function withoutReadOnly<T extends object>(body: T, current: object | undefined): T {
  const fieldErrors: FieldError[] = [];
  const writable = omitReadOnly(body, current, '', fieldErrors);
  if (fieldErrors.length > 0) throw new ApiError(validationFailed, fieldErrors);
  return writable as T;
}

function omitReadOnly(body: object, current: unknown, parent: string, fieldErrors: FieldError[]): object {
  const names = readOnlyFields(body) ?? [];
  const writable: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = parent + name;
    const stored = valueOf(current, name);
    if (names.includes(name)) {
      if (differences(field, value, stored, String).length > 0)
        fieldErrors.push({ field, message: readOnlyMessage(stored) });
    } else if (isObject(value) && readOnlyFields(value))
      writable[name] = omitReadOnly(value, stored, `${field}.`, fieldErrors);
    else writable[name] = value;
  }
  return writable;
}

function readOnlyFields(body: object): string[] | undefined {
  // Not `body.constructor`: metadata may have a key of this name.
  const { constructor } = Object.getPrototypeOf(body) as object;
  return Reflect.getMetadata(READ_ONLY, constructor) as string[] | undefined;
}

function readOnlyMessage(stored: unknown): string {
  return stored === undefined
    ? 'is read-only: leave it out, as the resource has none'
    : `is read-only: it must be ${JSON.stringify(stored)}, as stored, or be left out`;
}

/**
 * One error for each field of `sent` that differs from `stored`. An object may be sent without some of its fields, and
 * null means the same as a field that is missing, because clients with typed models send it instead.
 */
export function differences(
  field: string,
  sent: unknown,
  stored: unknown,
  message: (stored: unknown) => string,
): FieldError[] {
  if (isObject(sent) && isObject(stored))
    return Object.entries(sent).flatMap(([name, value]) =>
      differences(`${field}.${name}`, value, valueOf(stored, name), message),
    );
  return (sent ?? undefined) === stored || isSameTime(sent, stored)
    ? []
    : [{ field, message: message(stored) }];
}

/** Whether two texts are the same moment: a client that parses a timestamp may write it in another form. */
function isSameTime(sent: unknown, stored: unknown): boolean {
  const isTime = /^\d{4}-\d\d-\d\dt/i;
  return (
    typeof sent === 'string' &&
    typeof stored === 'string' &&
    isTime.test(sent) &&
    isTime.test(stored) &&
    Date.parse(sent) === Date.parse(stored)
  );
}

/** The value of a field that the object has itself. */
function valueOf(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name)
    ? (object as Record<string, unknown>)[name]
    : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
