import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { firstBrokenRule } from '../config/broken-rule.js';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { inexactNumbersOf } from './exact-numbers.js';
import { freeFormFields, validateFast } from './fast-validation.js';
import { requestContext } from './request-context.js';
import { isStorableText } from './storable-text.js';

const MAX_DEPTH = 10;

/** The message for a query parameter that the operation does not have. */
export function unknownParameter(name: string): string {
  return `is not a known parameter${/[[\]]/.test(name) ? '; names of parameters have no brackets' : ''}`;
}

/** The validation errors of class-validator, before the type of the input is known. */
class ValidationErrors extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('Validation failed');
  }
}

/**
 * Validates path parameters, query and body against their DTOs. Refuses unknown fields by name, and lists all invalid
 * fields of the request in one error.
 */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => new ValidationErrors(errors),
    });
  }

  // Not async: most requests are valid, and a promise for each would cost time. Nest accepts both.
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value as Promise<unknown>;
    const valid = metadata.type === 'body' ? undefined : validateFast(value ?? {}, metadata.metatype);
    return (valid as Promise<unknown> | undefined) ?? this.validateFully(value ?? {}, metadata);
  }

  /** Instead of removing names that every object inherits, `findUnusable` refuses them, except as keys of free-form fields. */
  protected override stripProtoKeys(): void {
    // Nothing to remove.
  }

  private async validateFully(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const inexact = inexactNumbersOf(value);
    let invalid = findUnusable(value, metadata);
    if (invalid.length === 0)
      try {
        const instance = (await super.transform(value, metadata)) as unknown;
        if (inexact.length === 0) return instance;
      } catch (error) {
        if (!(error instanceof ValidationErrors)) throw error;
        invalid = error.errors.flatMap((each) => toFieldErrors(each, metadata));
      }
    const all = requestContext.getStore()?.fieldErrors ?? [];
    all.push(...inexact);
    all.push(...invalid.filter(({ field }) => !inexact.some((number) => number.field === field)));
    // Nest validates the arguments of a handler concurrently and reports the first that fails. Wait for the others.
    await setImmediate();
    throw new ApiError(validationFailed, all);
  }
}

function toFieldErrors(error: ValidationError, metadata: ArgumentMetadata, parent = ''): FieldError[] {
  const { property, constraints = {}, children = [] } = error;
  const value: unknown = error.value;
  const field = parent + property;
  const broken = firstBrokenRule(constraints, value);
  // A field that breaks a rule itself has no errors inside: an array in the place of an object would have one for each item.
  if (!broken) return children.flatMap((child) => toFieldErrors(child, metadata, `${field}.`));
  const [rule, message] = broken;
  if (rule === 'whitelistValidation') return [{ field, message: unknownName(metadata, property) }];
  if (metadata.type === 'query' && Array.isArray(value))
    return [{ field, message: 'must be given only once' }];
  return [
    { field, message: message.startsWith(`${property} `) ? message.slice(property.length + 1) : message },
  ];
}

function unknownName({ type }: ArgumentMetadata, name: string): string {
  return type === 'body' ? 'is not a known field' : unknownParameter(name);
}

/** Errors in the input that class-validator does not report. */
function findUnusable(value: unknown, metadata: ArgumentMetadata): FieldError[] {
  const unstorable = findUnstorable(value, metadata, freeFormFields(metadata.metatype));
  if (unstorable.length > 0) return unstorable;
  if (metadata.type === 'body' && (typeof value !== 'object' || Array.isArray(value)))
    return [{ field: 'body', message: 'must be a JSON object' }];
  return [];
}

/**
 * Finds text that PostgreSQL cannot store (U+0000 and unpaired surrogates), and names that every object inherits, which
 * class-transformer skips. Such a name may be a key of a field in `freeForm`.
 */
function findUnstorable(
  value: unknown,
  metadata: ArgumentMetadata,
  freeForm: ReadonlySet<string>,
  field = '',
  depth = 0,
): FieldError[] {
  if (typeof value === 'string')
    return isStorableText(value)
      ? []
      : [{ field, message: 'must not contain U+0000 or unpaired surrogates' }];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ field, message: `must not be nested more than ${MAX_DEPTH} levels deep` }];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = field ? `${field}.${name}` : name;
    if (!isStorableText(name))
      return [
        {
          field: field || 'body',
          message: 'must not contain a name with U+0000 or unpaired surrogates',
        },
      ];
    if (name in Object.prototype && !freeForm.has(field))
      return [{ field: path, message: unknownName(metadata, name) }];
    return findUnstorable(inner, metadata, freeForm, path, depth + 1);
  });
}
