import { ErrorDefinition } from './error-definition.js';

// Errors that several features share. A feature defines its own errors in its `*.errors.ts`.

// Of the access guard

export const unauthenticated = new ErrorDefinition(
  401,
  'unauthenticated',
  'Invalid or missing authentication',
  {
    cause:
      'The request has no token and no API key, or both. Or the token or key is malformed, expired, revoked or signed with a different secret. Or its organization is deleted.',
    remedy:
      'Send one of `Authorization: Bearer …`, `Authorization: ApiKey …` or `X-API-Key: …`. If the token has expired, get a new one. `npm run token` creates a token for development.',
  },
);
export const insufficientPermissions = new ErrorDefinition(
  403,
  'insufficient_permissions',
  'Insufficient permissions',
  {
    cause: 'The role of the caller may not use this operation.',
    remedy:
      'Use a token or a key with a role that may: see [roles](tenancy.md#roles) and **Access** in the description of each operation in OpenAPI.',
  },
);
export const organizationSuspended = new ErrorDefinition(
  403,
  'organization_suspended',
  'The organization is suspended: its users can read but not write',
  {
    cause:
      "The caller's organization or one of its ancestors is suspended. Its tokens and keys can read but not write.",
    remedy:
      'An ancestor of the suspended organization or an administrator sets its `status` back to Active. Then the request works again.',
  },
);
export const rateLimited = new ErrorDefinition(
  429,
  'rate_limited',
  'Too many requests: retry after the time in Retry-After',
  {
    cause: 'The caller has sent more requests in this minute than `RATE_LIMIT_PER_MINUTE` allows.',
    remedy:
      'Wait for the number of seconds in `Retry-After`. The `RateLimit` header of each response to an authenticated request has the number of remaining requests.',
  },
);

// Of the request

export const malformedPath = new ErrorDefinition(
  400,
  'malformed_path',
  'The path is not valid percent-encoding',
  {
    cause:
      'The path contains a `%` without two hexadecimal digits after it, or escapes that do not decode to UTF-8.',
    remedy: 'Escape each segment of the path, for example with `encodeURIComponent`.',
  },
);
export const routeNotFound = new ErrorDefinition(404, 'route_not_found', 'No such path', {
  cause:
    'No operation has this path. Paths are exact: upper and lower case differ, and a slash at the end makes another path.',
  remedy: 'Compare the path with [`openapi.json`](../openapi.json).',
});
export const methodNotAllowed = new ErrorDefinition(
  405,
  'method_not_allowed',
  'This path does not have this method: see the Allow header',
  {
    cause:
      'The path exists, but only with the methods that the header `Allow` of the response lists. A caller without valid credentials gets `unauthenticated` instead, unless the path is public.',
    remedy:
      'Use one of these methods. `OPTIONS` is for browsers: it needs `CORS_ORIGINS` in the configuration of the service.',
  },
);
export const methodNotImplemented = new ErrorDefinition(
  501,
  'method_not_implemented',
  'No path has this method',
  {
    cause: 'The service does not know the method of the request, such as `PROPFIND`, `CONNECT` or `get`.',
    remedy:
      'Use a method from [`openapi.json`](../openapi.json). Methods are written in capitals: `GET`, not `get`.',
  },
);
export const validationFailed = new ErrorDefinition(400, 'validation_failed', 'Invalid parameters', {
  cause:
    'A field of the body, a parameter or a header is missing, unknown, of the wrong type or out of range. Or it is a number that cannot be kept exactly, or text that is not UTF-8.',
  remedy:
    '`details` lists every invalid field with the reason. Correct all of them and send the request again.',
});

// Of the body

export const malformedJson = new ErrorDefinition(400, 'malformed_json', 'The body is not valid JSON', {
  cause: 'The body is not valid JSON in UTF-8, or it is JSON but neither an object nor an array.',
  remedy:
    'Create the body with a JSON library and encode it as UTF-8. In a shell, check the quotes and the locale.',
});
export const payloadTooLarge = new ErrorDefinition(
  413,
  'payload_too_large',
  'The body is larger than 100 kB',
  {
    cause: 'The body is larger than 100 kB, or that of `POST /charges` is larger than 1 MB.',
    remedy:
      'Send charges in several requests. No other operation accepts a valid body of more than 100 kB: send a smaller one.',
  },
);
/** The same error for `POST /charges`, which has another limit. */
export const chargesTooLarge = payloadTooLarge.withMessage('The body is larger than 1 MB');
export const unsupportedMediaType = new ErrorDefinition(
  415,
  'unsupported_media_type',
  'The body must be JSON (Content-Type: application/json)',
  {
    cause:
      'The request has a body, but its `Content-Type` is missing or is not `application/json`, or its charset is not UTF-8.',
    remedy: 'Set `Content-Type: application/json`. `curl -d` alone sends a form.',
  },
);

/** The errors of every request whose body the server reads. */
export const bodyErrors = [malformedJson, payloadTooLarge, unsupportedMediaType] as const;

// Of the headers for conditional and repeated requests

export const preconditionFailed = new ErrorDefinition(
  412,
  'precondition_failed',
  'The resource does not match If-Match or If-None-Match: read it again',
  {
    cause:
      'The resource has changed since the caller read it, or it exists although the request has `If-None-Match: *`.',
    remedy: 'Read the resource again, check the change, and send the new `ETag` in `If-Match`.',
  },
);
export const idempotencyKeyInUse = new ErrorDefinition(
  409,
  'idempotency_key_in_use',
  'A request with this Idempotency-Key is still running',
  {
    cause: 'A request with the same `Idempotency-Key` has not finished yet.',
    remedy:
      'Wait a moment and repeat the request with the same key. It gets the response to the first request.',
  },
);
export const idempotencyKeyReused = new ErrorDefinition(
  422,
  'idempotency_key_reused',
  'This Idempotency-Key was used for a different request',
  {
    cause:
      'The same `Idempotency-Key` was used with a different path or a different body in the last 24 hours.',
    remedy:
      'Use a new key for each new operation. To repeat a request, send exactly the same body as the first time.',
  },
);

// Of the server

export const internalError = new ErrorDefinition(500, 'internal_error', 'Server-side error occurred', {
  cause:
    'An unexpected error occurred inside the service. The response has no details. The log has them, under `requestId`.',
  remedy:
    'Send `requestId` to the operator of the service. A write with an `Idempotency-Key` or `If-Match` is safe to repeat.',
});
export const serviceUnavailable = new ErrorDefinition(
  503,
  'service_unavailable',
  'The service is temporarily unavailable: try again shortly',
  {
    cause:
      'The database does not respond, is read-only, or has no free connection or lock in time. Or the keys that verify tokens cannot be loaded. Or, for a probe, the process is shutting down.',
    remedy:
      'Wait for the number of seconds in `Retry-After` and repeat the request. A write may have succeeded all the same: with its `Idempotency-Key` or `If-Match` it is safe to repeat.',
  },
);

// Of requests that are not valid HTTP: these never reach a route

export const malformedRequest = new ErrorDefinition(
  400,
  'malformed_request',
  'The request is not valid HTTP',
  {
    cause:
      'The data on the connection is not a valid HTTP/1.1 request. Or the path or the query contains a character that must be escaped: a `#`, a space, a character outside ASCII, or a backslash in the path.',
    remedy:
      'Check the scheme and the port. The service itself speaks plain HTTP: TLS ends in front of it. Escape each part of the URL, for example with `encodeURIComponent`.',
  },
);
export const invalidHost = new ErrorDefinition(
  400,
  'invalid_host',
  'The request must have exactly one valid Host header',
  {
    cause:
      'The request has no `Host` header, or several, or one that is not a name or an address with an optional port (RFC 9112, 3.2).',
    remedy:
      'Send one `Host` header. HTTP clients and proxies do this unless their configuration overrides it.',
  },
);
export const expectationFailed = new ErrorDefinition(
  417,
  'expectation_failed',
  'Expect must be 100-continue',
  {
    cause: 'The request has an `Expect` header with another value than `100-continue`.',
    remedy: 'Send `Expect: 100-continue` or no `Expect` header.',
  },
);
export const requestTimeout = new ErrorDefinition(
  408,
  'request_timeout',
  'The request took too long to arrive',
  {
    cause: 'The headers did not arrive within 10 seconds, or the whole request within 30 seconds.',
    remedy: 'Send the request again on a new connection.',
  },
);
export const headersTooLarge = new ErrorDefinition(
  431,
  'headers_too_large',
  'The headers are larger than 16 kB',
  {
    cause: 'The request line and the headers together are larger than 16 kB.',
    remedy: 'Send fewer cookies, shorter headers or a shorter query.',
  },
);
