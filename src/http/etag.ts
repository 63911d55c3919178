import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { hash } from 'node:crypto';
import { ApiError } from '../errors/api-error.js';
import { preconditionFailed } from '../errors/common.errors.js';
import { declareErrors } from '../errors/route-errors.js';

const etags = new WeakMap<object, string>();

/**
 * Gives a response body the strong ETag of its resource. The response to a write has fewer fields than the GET of the
 * resource: then `representation` is the body of the GET.
 */
export function withEtag<T extends object>(body: T, representation: object = body): T {
  etags.set(body, etagOf(representation));
  return body;
}

/** The ETag that `withEtag` gave a response body. */
export function getEtag(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null ? etags.get(body) : undefined;
}

/** A hash of the whole representation, so that a changed name of a related resource also changes the ETag. */
function etagOf(representation: object): string {
  return `"${hash('sha1', JSON.stringify(representation), 'base64url').slice(0, 22)}"`;
}

/** The condition under which the caller wants to change a resource (RFC 9110, 13.1). */
export class Precondition {
  constructor(
    private readonly ifMatch?: string,
    private readonly ifNoneMatch?: string,
  ) {}

  /**
   * Throws unless `current`, the representation that a GET would return now, meets the condition. Undefined means that the
   * resource does not exist, which meets no `If-Match`.
   */
  check(current: object | undefined): void {
    const etag = current && etagOf(current);
    if (this.ifMatch !== undefined && !matches(this.ifMatch, etag)) throw new ApiError(preconditionFailed);
    if (this.ifNoneMatch !== undefined && matches(this.ifNoneMatch.replaceAll('W/', ''), etag))
      throw new ApiError(preconditionFailed);
  }
}

/** Whether a list of ETags, or `*` alone, matches the ETag of a resource. An undefined ETag matches nothing. */
function matches(list: string, etag: string | undefined): boolean {
  if (etag === undefined) return false;
  return (
    list === '*' ||
    list
      .split(',')
      .map((entry) => entry.trim())
      .includes(etag)
  );
}

/** The request's `If-Match` and `If-None-Match`, as a parameter of a handler. */
export const Preconditions = createParamDecorator(
  (_: unknown, context: ExecutionContext) => {
    const { headers } = context.switchToHttp().getRequest<Request>();
    return new Precondition(headers['if-match'], headers['if-none-match']);
  },
  [declareErrors('preconditions', preconditionFailed)],
);

/**
 * Makes `If-None-Match` work whatever the request's `Cache-Control` says (RFC 9110, 13.1.2). Express sends the whole
 * response after a `no-cache`, which every `fetch` with `If-None-Match` adds.
 */
export const ignoreRequestCacheControl: RequestHandler = (request, _response, next) => {
  delete request.headers['cache-control'];
  next();
};
