import { CallerError } from '../database/database-errors.js';

/** What docs/errors.md says of a failure, in Markdown. */
export interface Explanation {
  /** When it happens. */
  cause: string;
  /** What a caller does about it. */
  remedy: string;
}

const definitions = new Map<string, ErrorDefinition>();

/** A cause of refusal: its status, its stable code (one per cause), what a caller reads, and what it may look up. */
export class ErrorDefinition {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    readonly explanation: Explanation,
  ) {
    if (definitions.has(code)) throw new Error(`Two failures have the code ${code}`);
    definitions.set(code, this);
  }

  /** The same cause in the words of one route. */
  withMessage(message: string): ErrorDefinition {
    return Object.create(this, { message: { value: message, enumerable: true } }) as ErrorDefinition;
  }

  /** All that the loaded features have declared. */
  static all(): ErrorDefinition[] {
    return [...definitions.values()];
  }
}

/** A field of the request that is to blame, as the caller wrote it: `cidr`, `billingAddress.country`. */
export interface FieldError {
  field: string;
  message: string;
}

/** What services throw; the one filter renders it. */
export class ApiError extends CallerError {
  constructor(
    readonly definition: ErrorDefinition,
    readonly details: FieldError[] = [],
  ) {
    super(definition.message);
  }
}

interface ConstraintError {
  definition: ErrorDefinition;
  details: FieldError[];
}

const constraintErrors = new Map<string, ConstraintError>();

/**
 * Declares what the violation of a named constraint means to a caller. Each feature does so beside its
 * failures; `field` and `message` blame a field of the request.
 */
export function onConstraint(
  constraint: string,
  definition: ErrorDefinition,
  field?: string,
  message?: string,
): void {
  constraintErrors.set(constraint, {
    definition,
    details: field ? [{ field, message: message ?? definition.message }] : [],
  });
}

/** The API error for a violated constraint; undefined when no feature has declared it. */
export function constraintError(constraint: string | undefined): ApiError | undefined {
  const known = constraint === undefined ? undefined : constraintErrors.get(constraint);
  return known && new ApiError(known.definition, known.details);
}
