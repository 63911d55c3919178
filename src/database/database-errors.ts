import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** An error that the request caused. Repeating the statement, or asking another server, does not help. */
export abstract class CallerError extends Error {}

/** The database cannot do the work now: the caller can try again. */
export class DatabaseUnavailableError extends Error {}

/** A read waited too long behind other reads. */
export class QueueTimeoutError extends DatabaseUnavailableError {
  constructor() {
    super('The read waited too long behind other reads');
  }
}

/** A server did not respond in time. The response may still arrive. */
export class NoResponseError extends Error {
  constructor() {
    super('The server does not respond');
  }
}

/** Whether a write failed for a named constraint. */
export function violatesConstraint(error: unknown, constraint: string): boolean {
  return databaseErrorOf(error)?.constraint === constraint;
}

/** `serialization_failure` and `deadlock_detected`: another transaction was in the way, and is not the next time. */
export function isSerializationFailure(error: unknown): boolean {
  return ['40001', '40P01'].includes(databaseErrorOf(error)?.code ?? '');
}

/** What the function `require_auth_epoch` says. */
export function isAuthEpochChanged(error: unknown): boolean {
  return databaseErrorOf(error)?.code === 'OR001';
}

/**
 * `invalid_sql_statement_name` and `feature_not_supported` ("cached plan must not change result type"): the connection
 * does not have the statement after all, or a migration has changed what it answers. It will be prepared anew; this time it goes without.
 */
export function isStaleStatement(error: unknown): boolean {
  return error instanceof QueryFailedError && ['26000', '0A000'].includes(databaseErrorOf(error)?.code ?? '');
}

/** Whether nobody can be told by the primary that he has written: it is not there, or it is none. */
export function isPrimaryUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08...|57P..|55000)$/.test(cause.code ?? '');
  return !(cause instanceof CallerError || cause instanceof DatabaseUnavailableError);
}

/** What the primary would say as well: a refusal, a value out of range, a question that takes too long. */
export function isCallerError(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(22...|57014)$/.test(cause.code ?? '');
  return cause instanceof CallerError;
}

/** Whether the replica that was asked is to blame, and not what it was asked. */
export function isServerFault(error: unknown): boolean {
  if (error instanceof CallerError || error instanceof DatabaseUnavailableError) return false;
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08|53|57P|58|XX)/.test(cause.code ?? '');
  return error instanceof QueryFailedError || isConnectionError(cause as Error & { code?: unknown });
}

function isConnectionError({ code, message }: Error & { code?: unknown }): boolean {
  return typeof code === 'string' || /connect|terminated|closed|timeout|released/i.test(message);
}

/** What PostgreSQL itself has said. */
function databaseErrorOf(error: unknown): DatabaseError | undefined {
  const cause = causeOf(error);
  return cause instanceof DatabaseError ? cause : undefined;
}

/** TypeORM wraps what `pg` says. */
function causeOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}
