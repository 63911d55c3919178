import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Assigns each request the id that its response, its log lines and its history entries carry. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  request.id = requestIdOf(request);
  response.setHeader('X-Request-Id', request.id);
  next();
};

/** The caller's `X-Request-Id` if it is safe in a log line, otherwise a new id. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const received = headers['x-request-id'];
  return typeof received === 'string' && /^[\w.:@/+=-]{1,128}$/.test(received) ? received : randomUUID();
}
