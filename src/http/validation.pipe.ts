import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { validateFast } from './fast-validation.js';
import { requestContext } from './request-context.js';
import { isStorableText } from './storable-text.js';

/**
 * Checks parameters, query and body against their DTOs. Unknown fields are refused by name, and the error
 * lists every fault of the whole request at once.
 */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) =>
        new ApiError(
          validationFailed,
          errors.flatMap((error) => toFieldErrors(error)),
        ),
    });
  }

  // Not async: what is in order, as most requests are, is not worth a promise. Nest takes either.
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value as Promise<unknown>;
    const accepted = metadata.type === 'body' ? undefined : validateFast(value ?? {}, metadata.metatype);
    return (accepted as Promise<unknown> | undefined) ?? this.validateFully(value, metadata);
  }

  private async validateFully(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      const faults = findUnstorable(value ?? {}, '');
      if (faults.length > 0) throw new ApiError(validationFailed, faults);
      if (metadata.type === 'body' && (typeof (value ?? {}) !== 'object' || Array.isArray(value)))
        throw new ApiError(validationFailed, [{ field: 'body', message: 'must be a JSON object' }]);
      return (await super.transform(value ?? {}, metadata)) as unknown;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const faults = requestContext.getStore()?.fieldErrors ?? [];
      faults.push(...error.details);
      // Nest resolves a handler's arguments side by side and takes the first to fail: let the others speak.
      await setImmediate();
      throw new ApiError(error.definition, faults);
    }
  }
}

function toFieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent + error.property;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message:
      rule === 'whitelistValidation'
        ? 'is not known here'
        : message.startsWith(`${error.property} `)
          ? message.slice(error.property.length + 1)
          : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => toFieldErrors(child, `${field}.`))];
}

/**
 * What would be lost on the way: U+0000 and half a surrogate pair, which PostgreSQL does not store, and names that
 * every object has by itself, which class-transformer passes over.
 */
function findUnstorable(value: unknown, field: string, depth = 0): FieldError[] {
  if (typeof value === 'string')
    return isStorableText(value)
      ? []
      : [{ field, message: 'must not contain U+0000 or unpaired surrogates' }];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ field, message: 'is nested too deeply' }];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = field ? `${field}.${name}` : name;
    if (!isStorableText(name))
      return [{ field: field || 'body', message: 'must not have such a name in it' }];
    if (name in Object.prototype) return [{ field: path, message: 'is not known here' }];
    return findUnstorable(inner, path, depth + 1);
  });
}

const MAX_DEPTH = 10;
