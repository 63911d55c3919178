import type { ServerErrorCode } from './generated/codes.js';
import type { OperationId, Schemas } from './types.js';

/** Codes of the client itself, for a call without a readable response of the server. */
export type ClientErrorCode =
  /** No connection, or it broke. The server may or may not have executed the request. */
  | 'connection_failed'
  /** No complete response within `timeoutMs`. The server may or may not have executed the request. */
  | 'timed_out'
  /** A response that is not from this API, for example from a proxy. */
  | 'unexpected_answer';

/** All error codes: the server's, including those that it returns before routing, and the client's own. */
export type ErrorCode = ServerErrorCode | ClientErrorCode;

interface Facts<Code> {
  code: Code;
  operation: OperationId;
  tries: number;
  status?: number;
  details?: Schemas['FieldErrorDto'][];
  requestId?: string;
  retryAfterSeconds?: number;
}

/** The reason why a call failed. Other errors, such as the reason of the caller's own signal, are thrown unchanged. */
export class OrganizationsError<Code extends ErrorCode = ErrorCode> extends Error {
  /** Stable code, one per cause; branch on this. */
  readonly code: Code;
  /** The called method. */
  readonly operation: OperationId;
  /** Number of attempts. After a lost response, a repeated write may meet its own effect: a deleted resource is not found. */
  readonly tries: number;
  /** Status of the response, if there was one. */
  readonly status: number | undefined;
  /** All invalid fields, if the error is about fields. */
  readonly details: Schemas['FieldErrorDto'][];
  /** Give it to the operator: every log line of the request has it. */
  readonly requestId: string | undefined;
  /** Seconds to wait before the next attempt, if the server said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, facts: Facts<Code>, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OrganizationsError';
    this.code = facts.code;
    this.operation = facts.operation;
    this.tries = facts.tries;
    this.status = facts.status;
    this.details = facts.details ?? [];
    this.requestId = facts.requestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** Whether a thrown value is an error of this client, and has one of the given codes, if any are given. */
export function isOrganizationsError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: Code[]
): error is OrganizationsError<Code> {
  if (!(error instanceof OrganizationsError)) return false;
  return codes.length === 0 || codes.includes((error as OrganizationsError<Code>).code);
}
