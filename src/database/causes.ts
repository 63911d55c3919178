import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { ApiError } from '../http/api-error.js';
import { unavailable } from '../http/failures.js';

// Why something that was asked of the database has failed, by SQLSTATE (PostgreSQL, appendix A): what to do then hangs on
// whose fault it is. What a caller is told stands in `http/error.filter.ts`.

/** A read has waited for too long behind others. */
export class Crowded extends ApiError {
  constructor() {
    super(unavailable);
  }
}

/** Whether a write failed for a named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return refusalOf(error)?.constraint === constraint;
}

/** `serialization_failure` and `deadlock_detected`: another transaction was in the way, and is not the next time. */
export function metAnother(error: unknown): boolean {
  return ['40001', '40P01'].includes(refusalOf(error)?.code ?? '');
}

/** What the function `require_rights` says. */
export function haveRightsChanged(error: unknown): boolean {
  return refusalOf(error)?.code === 'OR001';
}

/**
 * `invalid_sql_statement_name` and `feature_not_supported` ("cached plan must not change result type"): the connection
 * does not have the statement after all, or a migration has changed what it answers. It will be prepared anew; this time it goes without.
 */
export function isOutdated(error: unknown): boolean {
  return error instanceof QueryFailedError && ['26000', '0A000'].includes(refusalOf(error)?.code ?? '');
}

/** Whether nobody can be told by the primary that he has written: it is not there, or it is none. */
export function isAway(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08...|57P..|55000)$/.test(cause.code ?? '');
  return !(cause instanceof ApiError);
}

/** What the primary would say as well: a refusal, a value out of range, a question that takes too long. */
export function concernsCaller(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(22...|57014)$/.test(cause.code ?? '');
  return cause instanceof ApiError && !(cause instanceof Crowded);
}

/** Whether the replica that was asked is to blame, and not what it was asked. */
export function isFault(error: unknown): boolean {
  if (error instanceof ApiError) return false;
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08|53|57P|58|XX)/.test(cause.code ?? '');
  return error instanceof QueryFailedError || isOfConnection(cause as Error & { code?: unknown });
}

function isOfConnection({ code, message }: Error & { code?: unknown }): boolean {
  return typeof code === 'string' || /connect|terminated|closed|timeout|released/i.test(message);
}

/** What PostgreSQL itself has said. */
function refusalOf(error: unknown): DatabaseError | undefined {
  const cause = causeOf(error);
  return cause instanceof DatabaseError ? cause : undefined;
}

/** TypeORM wraps what `pg` says. */
function causeOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}
