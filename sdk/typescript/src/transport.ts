import type { ErrorCode } from './errors.js';
import { OrganizationsError } from './errors.js';
import type { OperationId, Schemas } from './types.js';

/** A text, or what gives it anew for each try: a token that is renewed before it ends. */
export type Credential = string | (() => string | Promise<string>);

export interface Policy {
  timeoutMs: number;
  maxRetries: number;
  /** Header and value of who calls. */
  credential: { header: 'Authorization' | 'X-API-Key'; value: Credential } | undefined;
  fetch: typeof fetch;
}

/** Who waits for longer than this wants to be told, not to wait. */
const LONGEST_WAIT_SECONDS = 60;
/** The server, or a proxy before it, cannot answer now. */
const PASSING = [429, 502, 503, 504];

/**
 * Sends a request until there is an answer that another try would not mend. Every operation may be repeated: a POST has
 * an idempotency key, and all others leave things as the first time did.
 */
export async function send(request: Request, operation: OperationId, policy: Policy): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const signed = await sign(request, policy);
    const outcome = await attempt(signed, policy).catch((reason: unknown) => {
      request.signal.throwIfAborted();
      return failureOf(reason, operation, tries);
    });
    if (outcome instanceof Response && (await isAnswer(outcome.clone()))) return outcome;
    const error = outcome instanceof Response ? await errorOf(outcome, operation, tries) : outcome;
    const wait = error.retryAfterSeconds ?? backoffSeconds(tries);
    if (tries > policy.maxRetries || !passes(error) || wait > LONGEST_WAIT_SECONDS) throw error;
    await pause(wait, request.signal);
  }
}

/** A copy with the credential as it is now. */
async function sign(request: Request, { credential }: Policy): Promise<Request> {
  const copy = request.clone();
  if (credential) copy.headers.set(credential.header, await textOf(credential.value, credential.header));
  return copy;
}

/** One try, with the whole of its answer. */
async function attempt(request: Request, { timeoutMs, fetch }: Policy): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
  const response = await fetch(new Request(request, { signal }));
  const text = await response.text();
  return new Response(text === '' ? null : text, response);
}

async function isAnswer(response: Response): Promise<boolean> {
  if (!response.ok) return response.status === 304;
  const answer: unknown = await response.json().catch(() => undefined);
  return typeof answer === 'object' && answer !== null && 'data' in answer;
}

async function textOf(value: Credential, header: string): Promise<string> {
  const text = typeof value === 'string' ? value : await value();
  return header === 'Authorization' ? `Bearer ${text}` : text;
}

function passes({ status, code, tries }: OrganizationsError): boolean {
  if (code === 'connection_failed' || code === 'timed_out') return true;
  // The server is still at a try before, of which no answer came.
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

async function errorOf(
  response: Response,
  operation: OperationId,
  tries: number,
): Promise<OrganizationsError> {
  const text = await response.text();
  const answer = readError(text);
  const wait = retryAfterSeconds(response.headers.get('Retry-After'));
  const requestId = answer?.requestId ?? response.headers.get('X-Request-Id');
  return new OrganizationsError(
    answer?.message ?? `An answer that is none of this API's: ${response.status} ${text.slice(0, 200)}`,
    {
      code: (answer?.code ?? 'unexpected_answer') as ErrorCode,
      operation,
      tries,
      status: response.status,
      ...(answer?.details && { details: answer.details }),
      ...(requestId !== null && { requestId }),
      ...(wait !== undefined && { retryAfterSeconds: wait }),
    },
  );
}

function readError(text: string): Schemas['ErrorDto'] | undefined {
  try {
    const answer = JSON.parse(text) as Partial<Schemas['ErrorDto']> | null;
    return typeof answer?.code === 'string' ? (answer as Schemas['ErrorDto']) : undefined;
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

/** A quarter of a second, then twice as long each time up to 8; not all clients at the same moment. */
function backoffSeconds(tries: number): number {
  return Math.min(8, 0.25 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, seconds * 1_000);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
