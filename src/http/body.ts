import { json, type Request, type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import { malformedJson, payloadTooLarge, unsupportedMediaType } from '../errors/common.errors.js';
import { mayHaveInexactNumbers, recordInexactNumbers } from './exact-numbers.js';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const MAX_BODY_BYTES = 100 * 1024;
/** Of requests that carry many resources, by their paths. */
const MAX_BULK_BODY_BYTES = new Map([['/charges', 1024 * 1024]]);

/** Whether requests with this HTTP method have their body read, so that they can fail with `bodyErrors`. */
export function methodHasBody(method: string): boolean {
  return METHODS_WITH_BODY.has(method.toUpperCase());
}

/** Parses a JSON body. Refuses a body of any other type instead of ignoring it. */
export const readBody: RequestHandler = (request, response, next) => {
  if (!methodHasBody(request.method)) next();
  else if (hasBody(request) && !request.is('application/json')) next(new ApiError(unsupportedMediaType));
  else if (Number(request.headers['content-length']) > limitOf(request)) next(new ApiError(payloadTooLarge));
  else readJson(request, response, next);
};

function limitOf({ path }: Request): number {
  return MAX_BULK_BODY_BYTES.get(path) ?? MAX_BODY_BYTES;
}

const createParser = (limit: number): RequestHandler =>
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
  [MAX_BODY_BYTES, ...MAX_BULK_BODY_BYTES.values()].map((limit) => [limit, createParser(limit)]),
);

/** Refuses a body as soon as it exceeds the limit. Express's parser would first wait for all of it. */
const readJson: RequestHandler = (request, response, next) => {
  const limit = limitOf(request);
  let bytes = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limit || refused) return;
    refused = true;
    next(new ApiError(payloadTooLarge));
  });
  parsers.get(limit)!(request, response, (error?: unknown) => {
    if (refused) return;
    if (!error && request.bodyText !== undefined)
      recordInexactNumbers(request.body as object, request.bodyText);
    // The parser gives an error of `verify` a status of its own, which Nest would take for that of the response.
    next(error instanceof ApiError ? new ApiError(error.definition) : error);
  });
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
