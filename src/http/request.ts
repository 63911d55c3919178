import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json, type Request, type RequestHandler } from 'express';
import type { Caller } from '../database/unit-of-work.js';
import type { Environment } from '../config/environment.js';
import { ApiError, type ErrorDefinition, type FieldError } from '../errors/api-error.js';
import { payloadTooLarge, unsupportedMediaType } from '../errors/common.errors.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** Of the request, in its answer and in every log line of it. */
    id: string;
    /** The failures that the route in charge documents, in its own words. */
    errorDefinitions?: readonly ErrorDefinition[];
    /** What the route in charge says when it has done what it was asked. */
    successMessage?: string;
    /** SHA-256 of the body as it came, where it will have to be recognized. */
    bodyHash?: string;
  }
}

/** The caller of a request, as far as the wire has to know it. */
export interface RequestCaller extends Caller {
  /** The `sub` of the token, or the name of the API key. */
  subject: string;
  /** Identifies the principal without naming it: two principals never share a counter or an idempotency key. */
  key: string;
}

interface RequestContext {
  /** What the validation of its parameters, its query and its body has found so far. */
  fieldErrors: FieldError[];
  /** What the program that serves it was told, for validators: nobody gives them anything. */
  environment: Environment;
}

/** One per request. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

export function provideRequestContext(environment: Environment): RequestHandler {
  return (_request, _response, next) => requestContext.run({ fieldErrors: [], environment }, next);
}

/**
 * `If-None-Match` counts whatever the request's `Cache-Control` says (RFC 9110, 13.1.2); Express reads a
 * `no-cache`, which every `fetch` adds to it, as a wish for the whole answer.
 */
export const ignoreRequestCacheControl: RequestHandler = (request, _response, next) => {
  delete request.headers['cache-control'];
  next();
};

const MAX_BODY_BYTES = 100 * 1024;
const parseJson = json({
  limit: MAX_BODY_BYTES,
  verify: (request: IncomingMessage & Pick<Request, 'bodyHash'>, _response, body) => {
    if (request.headers['idempotency-key'] === undefined) return;
    request.bodyHash = createHash('sha256').update(body).digest('hex');
  },
});

/** Reads the body of a method that has one. A body of another kind is refused rather than overlooked. */
export const readBody: RequestHandler = (request, response, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(request.method)) next();
  else if (hasBody(request) && !request.is('application/json')) next(new ApiError(unsupportedMediaType));
  else if (Number(request.headers['content-length']) > MAX_BODY_BYTES) next(new ApiError(payloadTooLarge));
  else readJson(request, response, next);
};

/** The parser would refuse what is too large only when all of it has come, if it ever does. */
const readJson: RequestHandler = (request, response, next) => {
  let bytes = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES || refused) return;
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
