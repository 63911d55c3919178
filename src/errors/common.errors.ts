import { ErrorDefinition } from './error-definition.js';

// Causes that every feature shares. The texts are those of the documents' error tables.

export const validationFailed = new ErrorDefinition(400, 'validation_failed', 'Invalid parameters', {
  cause:
    'A field of the body, a parameter or a header is missing, unknown, of the wrong type or out of bounds.',
  remedy:
    '`details` names every faulty field and what it has to be. Correct all of them and send the request again.',
});
export const malformedJson = new ErrorDefinition(400, 'malformed_json', 'The body is not valid JSON', {
  cause: 'The body cannot be read as JSON, or is neither an object nor an array.',
  remedy: 'Let a JSON library write the body; in a shell, mind the quotes.',
});
export const malformedPath = new ErrorDefinition(
  400,
  'malformed_path',
  'The path is not valid percent-encoding',
  {
    cause:
      'The path has a `%` that is not followed by two hexadecimal digits, or escapes that are not UTF-8.',
    remedy: 'Escape each part of the path, for example with `encodeURIComponent`.',
  },
);
export const unauthenticated = new ErrorDefinition(
  401,
  'unauthenticated',
  'Invalid or missing authentication',
  {
    cause:
      'No token and no API key came with the request, or two at once; or it is malformed, expired, revoked or signed with another secret; or its organization is deleted.',
    remedy:
      'Send one of `Authorization: Bearer …`, `Authorization: ApiKey …` or `X-API-Key: …`. Get a new token where the old one has expired; `npm run token` makes one to try things with.',
  },
);
export const insufficientPermissions = new ErrorDefinition(
  403,
  'insufficient_permissions',
  'Insufficient permissions',
  {
    cause: 'The role of the caller may not use this operation, whatever it is asked about.',
    remedy:
      'Use a token or a key of a role that may: see [roles](tenancy.md#roles), and **Access** at each operation in OpenAPI.',
  },
);
export const organizationSuspended = new ErrorDefinition(
  403,
  'organization_suspended',
  'The organization is suspended: its users may read but not write',
  {
    cause:
      'The organization of the caller, or one above it, is suspended. Its tokens and keys read, and write nothing.',
    remedy:
      'An organization above the suspended one, or an administrator, sets its `status` back to Active. Then the same request works.',
  },
);
export const routeNotFound = new ErrorDefinition(404, 'route_not_found', 'No such path or method', {
  cause: 'No operation has this path and method.',
  remedy: 'Compare both with [`openapi.json`](../openapi.json).',
});
export const payloadTooLarge = new ErrorDefinition(
  413,
  'payload_too_large',
  'The body is larger than 100 kB',
  {
    cause: 'The body has more than 100 kB.',
    remedy: 'Send less: nothing that an operation accepts is nearly as large.',
  },
);
export const unsupportedMediaType = new ErrorDefinition(
  415,
  'unsupported_media_type',
  'The body must be JSON (Content-Type: application/json)',
  {
    cause: 'The body came without `Content-Type: application/json`, or with another one.',
    remedy: 'Set the header. `curl -d` alone sends a form.',
  },
);
export const preconditionFailed = new ErrorDefinition(
  412,
  'precondition_failed',
  'The resource is not what If-Match or If-None-Match says: read it again',
  {
    cause:
      'The resource has changed since the caller read it, or it is there although `If-None-Match: *` says that it must not be.',
    remedy: 'Read the resource again, decide anew, and send its new `ETag` in `If-Match`.',
  },
);
export const idempotencyKeyInUse = new ErrorDefinition(
  409,
  'idempotency_key_in_use',
  'A request with this Idempotency-Key is still running',
  {
    cause: 'A request with the same `Idempotency-Key` has not been answered yet.',
    remedy: 'Wait a moment and repeat the request with the same key. It is answered as the first one was.',
  },
);
export const idempotencyKeyReused = new ErrorDefinition(
  422,
  'idempotency_key_reused',
  'This Idempotency-Key came with another request before',
  {
    cause: 'The same `Idempotency-Key` was used for another path or another body in the last 24 hours.',
    remedy: 'Make a new key for each new thing to do. Repeat a request with the body exactly as it was.',
  },
);
export const rateLimited = new ErrorDefinition(
  429,
  'rate_limited',
  'Too many requests: try again when Retry-After says',
  {
    cause: 'The caller has made more requests in this minute than `RATE_LIMIT_PER_MINUTE` allows.',
    remedy:
      'Wait as many seconds as `Retry-After` says. `RateLimit` on every answer shows how many requests are left.',
  },
);
export const internalError = new ErrorDefinition(500, 'internal_error', 'Server-side error occurred', {
  cause:
    'Something is broken inside the service. The answer shows nothing of it; the log does, under `requestId`.',
  remedy:
    'Give `requestId` to whoever runs the service. A write may be repeated with its `Idempotency-Key` or `If-Match`.',
});
export const serviceUnavailable = new ErrorDefinition(
  503,
  'service_unavailable',
  'The service cannot answer right now; try again shortly',
  {
    cause:
      'The database does not answer, is read-only, or has no connection or lock to give in time; or the keys that tokens are checked with cannot be had; or, of a probe, the process is ending.',
    remedy:
      'Wait as many seconds as `Retry-After` says and repeat. A write may have happened all the same: with its `Idempotency-Key` or `If-Match` it is safe to repeat.',
  },
);

// What Node cannot read as a request. It never gets as far as a route.

export const malformedRequest = new ErrorDefinition(400, 'malformed_request', 'This is not HTTP', {
  cause: 'What came over the connection is no HTTP/1.1 request.',
  remedy: 'Check scheme and port: TLS ends in front of the service, which speaks plain HTTP.',
});
export const requestTimeout = new ErrorDefinition(
  408,
  'request_timeout',
  'The request took too long to arrive',
  {
    cause: 'The headers were not there within 10 seconds, or the whole request within 30.',
    remedy: 'Send it again on a new connection.',
  },
);
export const headersTooLarge = new ErrorDefinition(
  431,
  'headers_too_large',
  'The headers are larger than 16 kB',
  {
    cause: 'The line of the request and its headers have more than 16 kB together.',
    remedy: 'Send fewer cookies and shorter headers, or a shorter query.',
  },
);

/** What can go wrong with any body before a route sees it. */
export const bodyErrors = [malformedJson, payloadTooLarge, unsupportedMediaType] as const;
