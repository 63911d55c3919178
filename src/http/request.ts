import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {} from 'pino-http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ApiError, type Failure, type Fault } from './api-error.js';
import { unsupportedMediaType } from './failures.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** The failures that the route in charge documents, in its own words. */
    failures?: readonly Failure[];
  }
}

interface RequestScope {
  faults: Fault[];
}

/** One per request: what the validation of its parameters, its query and its body has found so far. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

export const openRequestScope: RequestHandler = (_request, _response, next) =>
  requestScope.run({ faults: [] }, next);

/** Takes over the caller's `X-Request-Id` where it is harmless in a log line, else makes one. */
export function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.:@/+=-]{1,128}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

/**
 * `If-None-Match` counts whatever the request's `Cache-Control` says (RFC 9110, 13.1.2); Express reads a
 * `no-cache`, which every `fetch` adds to it, as a wish for the whole answer.
 */
export const conditionalWhatever: RequestHandler = (request, _response, next) => {
  delete request.headers['cache-control'];
  next();
};

/** A body of another kind is refused rather than overlooked. */
export const onlyJson: RequestHandler = (request: Request, _response: Response, next: NextFunction) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  next(hasBody && !request.is('application/json') ? new ApiError(unsupportedMediaType) : undefined);
};
