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
export const internal = new Failure(500, 'internal_error', 'Server-side error occurred');
export const unavailable = new Failure(
  503,
  'service_unavailable',
  'The service cannot answer right now; try again shortly',
);

/** What can go wrong with any body before a route sees it. */
export const withBody = [malformedJson, payloadTooLarge, unsupportedMediaType] as const;
