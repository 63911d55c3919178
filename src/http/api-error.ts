/** What docs/errors.md says of a failure, in Markdown. */
export interface Explanation {
  /** When it happens. */
  cause: string;
  /** What a caller does about it. */
  remedy: string;
}

const declared = new Map<string, Failure>();

/** A cause of refusal: its status, its stable code (one per cause), what a caller reads, and what it may look up. */
export class Failure {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    readonly explanation: Explanation,
  ) {
    if (declared.has(code)) throw new Error(`Two failures have the code ${code}`);
    declared.set(code, this);
  }

  /** The same cause in the words of one route. */
  as(message: string): Failure {
    return Object.create(this, { message: { value: message, enumerable: true } }) as Failure;
  }

  /** All that the loaded features have declared. */
  static all(): Failure[] {
    return [...declared.values()];
  }
}

/** A field of the request that is to blame, as the caller wrote it: `cidr`, `billingAddress.country`. */
export interface Fault {
  field: string;
  message: string;
}

/** What services throw; the one filter renders it. */
export class ApiError extends Error {
  constructor(
    readonly failure: Failure,
    readonly details: Fault[] = [],
  ) {
    super(failure.message);
  }
}

interface ConstraintFailure {
  failure: Failure;
  details: Fault[];
}

const constraintFailures = new Map<string, ConstraintFailure>();

/**
 * Declares what the violation of a named constraint means to a caller. Each feature does so beside its
 * failures; `field` and `message` blame a field of the request.
 */
export function onConstraint(constraint: string, failure: Failure, field?: string, message?: string): void {
  constraintFailures.set(constraint, {
    failure,
    details: field ? [{ field, message: message ?? failure.message }] : [],
  });
}

/** The API error for a violated constraint; undefined when no feature has declared it. */
export function constraintError(constraint: string | undefined): ApiError | undefined {
  const known = constraint === undefined ? undefined : constraintFailures.get(constraint);
  return known && new ApiError(known.failure, known.details);
}
