import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json, type Request, type RequestHandler } from 'express';
import type { Environment } from '../config/environment.js';
import { ApiError, type Failure, type Fault } from './api-error.js';
import { payloadTooLarge, unsupportedMediaType } from './failures.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** Of the request, in its answer and in every log line of it. */
    id: string;
    /** The failures that the route in charge documents, in its own words. */
    failures?: readonly Failure[];
    /** What the route in charge says when it has done what it was asked. */
    successMessage?: string;
    /** SHA-256 of the body as it came, where it will have to be recognized. */
    bodyHash?: string;
  }
}

interface RequestScope {
  /** What the validation of its parameters, its query and its body has found so far. */
  faults: Fault[];
  /** What the program that serves it was told, for validators: nobody gives them anything. */
  environment: Environment;
}

/** One per request. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

export function openRequestScope(environment: Environment): RequestHandler {
  return (_request, _response, next) => requestScope.run({ faults: [], environment }, next);
}

/** Takes over the caller's `X-Request-Id` where it is harmless in a log line, else makes one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:@/+=-]{1,128}$/.test(given) ? given : randomUUID();
}

/**
 * `If-None-Match` counts whatever the request's `Cache-Control` says (RFC 9110, 13.1.2); Express reads a
 * `no-cache`, which every `fetch` adds to it, as a wish for the whole answer.
 */
export const ignoreRequestCacheControl: RequestHandler = (request, _response, next) => {
  delete request.headers['cache-control'];
  next();
};

const MOST_BYTES = 100 * 1024;
const parseJson = json({
  limit: MOST_BYTES,
  verify: (request: IncomingMessage & Pick<Request, 'bodyHash'>, _response, body) => {
    if (request.headers['idempotency-key'] === undefined) return;
    request.bodyHash = createHash('sha256').update(body).digest('hex');
  },
});

/** Reads the body of a method that has one. A body of another kind is refused rather than overlooked. */
export const readBody: RequestHandler = (request, response, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(request.method)) next();
  else if (hasBody(request) && !request.is('application/json')) next(new ApiError(unsupportedMediaType));
  else if (Number(request.headers['content-length']) > MOST_BYTES) next(new ApiError(payloadTooLarge));
  else readJson(request, response, next);
};

/** The parser would refuse what is too large only when all of it has come, if it ever does. */
const readJson: RequestHandler = (request, response, next) => {
  let bytes = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES || refused) return;
    refused = true;
    next(new ApiError(payloadTooLarge));
  });
  parseJson(request, response, (error?: unknown) => {
    if (!refused) next(error);
  });
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
