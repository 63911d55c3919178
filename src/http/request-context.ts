import type { RequestHandler } from 'express';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Environment } from '../config/environment.js';
import type { Caller } from '../database/unit-of-work.js';
import type { FieldError } from '../errors/api-error.js';
import type { ErrorDefinition } from '../errors/error-definition.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** The id of the request, which its response and each of its log lines carry. */
    id: string;
    /** The errors of the matched handler's `@ApiErrors`, with the messages of this route. */
    ownErrors?: readonly ErrorDefinition[];
    /** The message of the matched handler's successful response. */
    successMessage?: string;
    /** The methods of the path. Set only on a request with another method. */
    allowedMethods?: readonly string[];
    /** SHA-256 of the raw body. Set only on a request with an `Idempotency-Key`. */
    bodyHash?: string;
    /** The text of the body. Set only if it may have numbers that cannot be kept exactly. */
    bodyText?: string;
  }
}

/** The caller of a request, as `src/http` needs it. */
export interface RequestCaller extends Caller {
  /** The `sub` claim of the token, or the name of the API key. */
  subject: string;
  /** An opaque unique id: two principals never share a rate limit or an idempotency key. */
  key: string;
}

interface RequestContext {
  /** The invalid fields found so far in parameters, query and body. */
  fieldErrors: FieldError[];
  /** The configuration, for validators, which have no dependency injection. */
  environment: Environment;
}

/** The context of the current request. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

export function provideRequestContext(environment: Environment): RequestHandler {
  return (_request, _response, next) => requestContext.run({ fieldErrors: [], environment }, next);
}
