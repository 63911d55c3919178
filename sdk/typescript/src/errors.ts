import type { ServerErrorCode } from './generated/codes.js';
import type { OperationId, Schemas } from './types.js';

/** What the client says where there is no answer of the server's to read. */
export type ClientErrorCode =
  /** No connection, or it broke: whether the request was carried out is not known. */
  | 'connection_failed'
  /** No whole answer within `timeoutMs`: likewise. */
  | 'timed_out'
  /** An answer that is none of this API's, as of a proxy before it. */
  | 'unexpected_answer';

/** Every code of the server's, also what it answers before it knows the operation, and the client's own. */
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

/** Why a call failed. What is not of it, as the reason of a caller's own signal, is thrown as it is. */
export class OrganizationsError<Code extends ErrorCode = ErrorCode> extends Error {
  /** Stable, one per cause: what to branch on. */
  readonly code: Code;
  /** The method that was called. */
  readonly operation: OperationId;
  /** How often it was tried. After a lost answer a repeated write may meet its own effect: a deleted thing is not found. */
  readonly tries: number;
  /** Of the answer, where there was one. */
  readonly status: number | undefined;
  /** All fields at fault, where fields are to blame. */
  readonly details: Schemas['FieldErrorDto'][];
  /** Name it to the operator: it is in every log line of the request. */
  readonly requestId: string | undefined;
  /** When to try again, where the server said so. */
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

/** Whether something that was thrown is a failure of a call, with one of these codes where some are named. */
export function isOrganizationsError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: Code[]
): error is OrganizationsError<Code> {
  if (!(error instanceof OrganizationsError)) return false;
  return codes.length === 0 || codes.includes((error as OrganizationsError<Code>).code);
}
