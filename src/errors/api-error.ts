import { CallerError } from '../database/database-errors.js';
import type { ErrorDefinition } from './error-definition.js';

/** An invalid field of the request, named as the caller wrote it: `cidr`, `billingAddress.country`. */
export interface FieldError {
  field: string;
  message: string;
}

/** The exception that services throw. `ErrorFilter` turns it into a response. */
export class ApiError extends CallerError {
  constructor(
    readonly definition: ErrorDefinition,
    readonly details: FieldError[] = [],
  ) {
    super(definition.message);
  }
}
