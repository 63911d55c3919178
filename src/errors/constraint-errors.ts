import { ApiError, type FieldError } from './api-error.js';
import type { ErrorDefinition } from './error-definition.js';

interface ConstraintError {
  definition: ErrorDefinition;
  details: FieldError[];
}

const constraintErrors = new Map<string, ConstraintError>();

/**
 * Maps a named database constraint to the error that its violation means to the caller. Each feature does this in its
 * `*.errors.ts`. `field` and `message` name the invalid field of the request.
 */
export function onConstraint(
  constraint: string,
  definition: ErrorDefinition,
  field?: string,
  message?: string,
): void {
  if (constraintErrors.has(constraint)) throw new Error(`The constraint ${constraint} is mapped twice`);
  constraintErrors.set(constraint, {
    definition,
    details: field ? [{ field, message: message ?? definition.message }] : [],
  });
}

/** The error for a violated constraint, or undefined if no feature maps the constraint. */
export function constraintError(constraint: string | undefined): ApiError | undefined {
  const mapped = constraint === undefined ? undefined : constraintErrors.get(constraint);
  return mapped && new ApiError(mapped.definition, mapped.details);
}
