import type { RequestHandler } from 'express';
import type { IncomingMessage } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import { expectationFailed, invalidHost, malformedRequest } from '../errors/common.errors.js';
import type { ErrorDefinition } from '../errors/error-definition.js';

/** `uri-host [ ":" port ]` (RFC 9110, 7.2). A request without an authority sends an empty value. */
const HOST = /^(\[[\da-f:.]+\]|([\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(:\d*)?$/i;

/**
 * A character that no request target may contain (RFC 9112, 3.2): a fragment, white space, anything outside ASCII, or a
 * backslash in the path. Express would read such a target as another path than a proxy in front of the program.
 */
const FORBIDDEN_IN_TARGET = /#|[^\x21-\x7e]|^[^?]*\\/;

/** The errors that `hasValidHead` has found. */
const headErrors = new WeakMap<IncomingMessage, ErrorDefinition>();

/**
 * Whether the request line and the headers are valid HTTP: Node accepts more. The server asks this once for each request,
 * before the fast path. If it is false, `checkRequestHead` responds with the error, in the usual format.
 */
export function hasValidHead(request: IncomingMessage): boolean {
  const error = requestHeadError(request);
  if (error) headErrors.set(request, error);
  return !error;
}

export const checkRequestHead: RequestHandler = (request, _response, next) => {
  const error = headErrors.get(request);
  if (error) next(new ApiError(error));
  else next();
};

function requestHeadError(request: IncomingMessage): ErrorDefinition | undefined {
  if (FORBIDDEN_IN_TARGET.test(request.url!)) return malformedRequest;
  if (!hasValidHost(request)) return invalidHost;
  const { expect } = request.headers;
  // HTTP/1.0 has no expectations: RFC 9110, 10.1.1.
  const ignored = expect === undefined || expect === '' || request.httpVersion === '1.0';
  return ignored || expect.toLowerCase() === '100-continue' ? undefined : expectationFailed;
}

/** Exactly one `Host`, with a valid value; HTTP/1.0 may leave it out (RFC 9112, 3.2). */
function hasValidHost({ rawHeaders, headers, httpVersion }: IncomingMessage): boolean {
  let count = 0;
  // `headers` has only the first of several.
  for (let n = 0; n < rawHeaders.length; n += 2)
    if (rawHeaders[n]!.length === 4 && rawHeaders[n]!.toLowerCase() === 'host') count++;
  if (count === 0) return httpVersion === '1.0';
  return count === 1 && HOST.test(headers.host!);
}
