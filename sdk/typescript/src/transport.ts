import type { ErrorCode } from './errors.js';
import { OrganizationsError } from './errors.js';
import type { OperationId, Schemas } from './types.js';

/** A text, or a function that returns it for each attempt, for example a token that is renewed before it expires. */
export type Credential = string | (() => string | Promise<string>);

export interface Policy {
  timeoutMs: number;
  maxRetries: number;
  /** Aborts all attempts. Kept here because a request's own reference to a signal may be garbage-collected before it fires. */
  signal: AbortSignal | undefined;
  /** Header and value of the credential. */
  credential: { header: 'Authorization' | 'X-API-Key'; value: Credential } | undefined;
  fetch: typeof fetch;
}

/** A response and its complete body. */
interface Answered {
  response: Response;
  text: string;
}

/** The credential function failed: its error is thrown to the caller unchanged. */
class NoCredential extends Error {}

/** A caller who would have to wait longer gets the error instead. */
const LONGEST_WAIT_SECONDS = 60;
/** Statuses of a server or proxy that is temporarily unavailable. */
const PASSING = [429, 502, 503, 504];

/**
 * Sends a request until it gets a response that a retry would not improve. Every operation can be repeated: a POST has an
 * idempotency key, and all other operations are idempotent.
 */
export async function send(request: Request, operation: OperationId, policy: Policy): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const outcome = await within(policy, (signal) => attempt(request, signal, policy)).catch(
      (reason: unknown) => {
        policy.signal?.throwIfAborted();
        if (reason instanceof NoCredential) throw reason.cause;
        return failureOf(reason, operation, tries);
      },
    );
    if ('text' in outcome && isAnswer(outcome))
      return new Response(outcome.text === '' ? null : outcome.text, outcome.response);
    const error = 'text' in outcome ? errorOf(outcome, operation, tries) : outcome;
    const wait = error.retryAfterSeconds ?? backoffSeconds(tries);
    if (tries > policy.maxRetries || !passes(error) || wait > LONGEST_WAIT_SECONDS) throw error;
    await pause(wait, policy.signal);
  }
}

/** Runs `work` with a timeout, unless the caller aborts. Stops waiting even if `work` ignores its signal. */
async function within<Result>(
  { timeoutMs, signal }: Policy,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const end = (): void => controller.abort(signal!.reason);
  // Not `AbortSignal.any` and `.timeout`: Node.js 20 may garbage-collect them while they are awaited.
  const timer = setTimeout(() => controller.abort(new DOMException('Too late', 'TimeoutError')), timeoutMs);
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const ended = new Promise<never>((_, reject) => {
    const tell = (): void => reject(controller.signal.reason as Error);
    if (controller.signal.aborted) tell();
    else controller.signal.addEventListener('abort', tell);
  });
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** One attempt, with the current credential. Redirects are not followed: they would pass the credential on. */
async function attempt(
  request: Request,
  signal: AbortSignal,
  { credential, fetch }: Policy,
): Promise<Answered> {
  const signed = request.clone();
  if (credential) signed.headers.set(credential.header, await textOf(credential.value, credential.header));
  signal.throwIfAborted();
  const response = await fetch(signed, { signal, redirect: 'manual' });
  return { response, text: await response.text() };
}

function isAnswer({ response, text }: Answered): boolean {
  if (!response.ok) return response.status === 304;
  const answer = parsed(text);
  return typeof answer === 'object' && answer !== null && 'data' in answer;
}

async function textOf(value: Credential, header: string): Promise<string> {
  let text = value;
  if (typeof text === 'function')
    try {
      text = await text();
    } catch (cause) {
      throw new NoCredential('No credential', { cause });
    }
  return header === 'Authorization' ? `Bearer ${text}` : text;
}

function passes({ status, code, tries }: OrganizationsError): boolean {
  if (code === 'connection_failed' || code === 'timed_out') return true;
  // The server is still executing an earlier attempt whose response was lost.
  if (code === 'idempotency_key_in_use') return tries > 1;
  return status !== undefined && PASSING.includes(status);
}

function failureOf(reason: unknown, operation: OperationId, tries: number): OrganizationsError {
  const timedOut = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new OrganizationsError(
    timedOut
      ? 'The server did not answer in time'
      : 'The server could not be reached, or the connection broke',
    { code: timedOut ? 'timed_out' : 'connection_failed', operation, tries },
    { cause: reason },
  );
}

function errorOf({ response, text }: Answered, operation: OperationId, tries: number): OrganizationsError {
  const answer = readError(text);
  const wait = retryAfterSeconds(response.headers.get('Retry-After'));
  const requestId = answer?.requestId ?? response.headers.get('X-Request-Id');
  return new OrganizationsError(answer?.message ?? unexpected(response, text), {
    code: (answer?.code ?? 'unexpected_answer') as ErrorCode,
    operation,
    tries,
    status: response.status,
    ...(answer?.details && { details: answer.details }),
    ...(requestId !== null && { requestId }),
    ...(wait !== undefined && { retryAfterSeconds: wait }),
  });
}

/** A browser does not reveal the target of a redirect. */
function unexpected({ status, type, headers }: Response, text: string): string {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return `A redirect, which is not followed: ${status} ${headers.get('Location') ?? ''}`.trimEnd();
  return `An answer that is none of this API's: ${status} ${text.slice(0, 200)}`;
}

/** A complete error of this API; a proxy may respond with JSON of its own. */
function readError(text: string): Schemas['ErrorDto'] | undefined {
  const answer = parsed(text) as Partial<Record<keyof Schemas['ErrorDto'], unknown>> | null | undefined;
  const isOurs =
    answer?.success === false && typeof answer.code === 'string' && typeof answer.message === 'string';
  return isOurs ? (answer as unknown as Schemas['ErrorDto']) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** A quarter of a second, doubled each time up to 8 seconds, with jitter. */
function backoffSeconds(tries: number): number {
  return Math.min(8, 0.25 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}

function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, seconds * 1_000);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end);
  });
}
