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

/** Whether a write violated a named constraint. */
export function violatesConstraint(error: unknown, constraint: string): boolean {
  return databaseErrorOf(error)?.constraint === constraint;
}

/** Whether a write was refused because its row would be outside of the caller's scope. */
export function isOutOfScope(error: unknown): boolean {
  const cause = databaseErrorOf(error);
  return cause?.code === '42501' && cause.routine === 'ExecWithCheckOptions';
}

/** `serialization_failure` and `deadlock_detected`: the transaction conflicts with another one and can be repeated. */
export function isSerializationFailure(error: unknown): boolean {
  return ['40001', '40P01'].includes(databaseErrorOf(error)?.code ?? '');
}

/** The error of the database function `require_auth_epoch`. */
export function isAuthEpochChanged(error: unknown): boolean {
  return databaseErrorOf(error)?.code === 'OR001';
}

/**
 * `invalid_sql_statement_name` and `feature_not_supported` ("cached plan must not change result type"): the connection
 * does not have the prepared statement, or a migration has changed its columns. It can be repeated unprepared.
 */
export function isStaleStatement(error: unknown): boolean {
  return error instanceof QueryFailedError && ['26000', '0A000'].includes(databaseErrorOf(error)?.code ?? '');
}

/** Whether the primary cannot acknowledge writes: it is down, or it is not a primary. */
export function isPrimaryUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08...|57P..|55000)$/.test(cause.code ?? '');
  return !(
    cause instanceof CallerError ||
    cause instanceof DatabaseUnavailableError ||
    isProgrammingError(cause)
  );
}

/** Whether every server would respond with this error: a refusal, a value out of range, a query that takes too long. */
export function isCallerError(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(22...|57014)$/.test(cause.code ?? '');
  return cause instanceof CallerError;
}

/** Whether the error comes from the state of the server and not from the query. */
export function isServerFault(error: unknown): boolean {
  if (error instanceof CallerError || error instanceof DatabaseUnavailableError) return false;
  const cause = causeOf(error);
  if (cause instanceof DatabaseError) return /^(08|53|57P|58|XX)/.test(cause.code ?? '');
  return error instanceof QueryFailedError || isConnectionError(cause as Error & { code?: unknown });
}

/** Whether it is the code of an error of a socket or of the name resolution. */
export function isNetworkErrorCode(code: string): boolean {
  return /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_\w+|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL|ETIMEDOUT|EPIPE)$/.test(
    code,
  );
}

/** Whether it is an error of the program and not of its surroundings. */
function isProgrammingError(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

function isConnectionError(error: Error & { code?: unknown }): boolean {
  const { code, message } = error;
  if (isProgrammingError(error)) return false;
  return typeof code === 'string' || /connect|terminated|closed|timeout|released/i.test(message);
}

/** The error that PostgreSQL sent. */
function databaseErrorOf(error: unknown): DatabaseError | undefined {
  const cause = causeOf(error);
  return cause instanceof DatabaseError ? cause : undefined;
}

/** TypeORM wraps the errors of `pg`. */
function causeOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}
