import { json, type Request, type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import {
  chargesTooLarge,
  malformedJson,
  payloadTooLarge,
  unsupportedMediaType,
} from '../errors/common.errors.js';
import type { ErrorDefinition } from '../errors/error-definition.js';
import { mayHaveInexactNumbers, recordInexactNumbers } from './exact-numbers.js';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

interface BodyLimit {
  bytes: number;
  /** The error of a larger body: its message names the limit. */
  error: ErrorDefinition;
}
const DEFAULT_LIMIT: BodyLimit = { bytes: 100 * 1024, error: payloadTooLarge };
/** Of requests that carry many resources, by their paths. */
const BULK_LIMITS = new Map<string, BodyLimit>([
  ['/charges', { bytes: 1024 * 1024, error: chargesTooLarge }],
]);

/** Whether requests with this HTTP method have their body read, so that they can fail with `bodyErrors`. */
export function methodHasBody(method: string): boolean {
  return METHODS_WITH_BODY.has(method.toUpperCase());
}

/** Parses a JSON body. Refuses a body of any other type instead of ignoring it. */
export const readBody: RequestHandler = (request, response, next) => {
  if (!methodHasBody(request.method)) next();
  else if (hasBody(request) && !request.is('application/json')) next(new ApiError(unsupportedMediaType));
  else {
    const { bytes, error } = limitOf(request);
    if (Number(request.headers['content-length']) > bytes) next(new ApiError(error));
    else readJson(request, response, next);
  }
};

function limitOf({ path }: Request): BodyLimit {
  return BULK_LIMITS.get(path) ?? DEFAULT_LIMIT;
}

const createParser = ({ bytes: limit }: BodyLimit): RequestHandler =>
  json({
    limit,
    verify: (request: IncomingMessage & Pick<Request, 'bodyHash' | 'bodyText'>, _response, body, charset) => {
      // Express's parser accepts every encoding of Unicode, and replaces bytes that are not valid.
      if (charset !== 'utf-8') throw new ApiError(unsupportedMediaType);
      if (!isUtf8(body)) throw new ApiError(malformedJson);
      if (mayHaveInexactNumbers(body)) request.bodyText = body.toString();
      if (request.headers['idempotency-key'] === undefined) return;
      request.bodyHash = createHash('sha256').update(body).digest('hex');
    },
  });

/** By their limits. */
const parsers = new Map(
  [DEFAULT_LIMIT, ...BULK_LIMITS.values()].map((limit) => [limit, createParser(limit)]),
);

/** Refuses a body as soon as it exceeds the limit. Express's parser would first wait for all of it. */
const readJson: RequestHandler = (request, response, next) => {
  const limit = limitOf(request);
  let bytes = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limit.bytes || refused) return;
    refused = true;
    next(new ApiError(limit.error));
  });
  parsers.get(limit)!(request, response, (error?: unknown) => {
    if (refused) return;
    if (!error && request.bodyText !== undefined)
      recordInexactNumbers(request.body as object, request.bodyText);
    // The parser gives an error of `verify` a status of its own, which Nest would take for that of the response.
    if (error instanceof ApiError) next(new ApiError(error.definition));
    // A compressed body can be larger than the bytes that have arrived.
    else next(isTooLarge(error) ? new ApiError(limit.error) : error);
  });
};

/** Whether Express's parser has refused a body for its size. */
function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
