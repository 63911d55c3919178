import { Failure } from './api-error.js';

// Causes that every feature shares. The texts are those of the documents' error tables.

export const invalid = new Failure(400, 'validation_failed', 'Invalid parameters');
export const malformedJson = new Failure(400, 'malformed_json', 'The body is not valid JSON');
export const malformedPath = new Failure(400, 'malformed_path', 'The path is not valid percent-encoding');
export const unauthenticated = new Failure(401, 'unauthenticated', 'Invalid or missing authentication');
export const denied = new Failure(403, 'insufficient_permissions', 'Insufficient permissions');
export const suspended = new Failure(
  403,
  'organization_suspended',
  'The organization is suspended: its users may read but not write',
);
export const routeUnknown = new Failure(404, 'route_not_found', 'No such path or method');
export const payloadTooLarge = new Failure(413, 'payload_too_large', 'The body is larger than 100 kB');
export const unsupportedMediaType = new Failure(
  415,
  'unsupported_media_type',
  'The body must be JSON (Content-Type: application/json)',
);
export const preconditionFailed = new Failure(
  412,
  'precondition_failed',
  'The resource is not what If-Match or If-None-Match says: read it again',
);
export const idempotencyKeyInUse = new Failure(
  409,
  'idempotency_key_in_use',
  'A request with this Idempotency-Key is still running',
);
export const idempotencyKeyReused = new Failure(
  422,
  'idempotency_key_reused',
  'This Idempotency-Key came with another request before',
);
export const rateLimited = new Failure(
  429,
  'rate_limited',
  'Too many requests: try again when Retry-After says',
);
export const internal = new Failure(500, 'internal_error', 'Server-side error occurred');
export const unavailable = new Failure(
  503,
  'service_unavailable',
  'The service cannot answer right now; try again shortly',
);

/** What can go wrong with any body before a route sees it. */
export const withBody = [malformedJson, payloadTooLarge, unsupportedMediaType] as const;

/** What can go wrong with the `Idempotency-Key` of a POST. */
export const withIdempotencyKey = [idempotencyKeyInUse, idempotencyKeyReused] as const;
