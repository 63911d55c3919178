import type { Request, Response } from 'express';
import type { Caller } from '../database/unit-of-work.js';
import { getEtag } from './etag.js';
import { splitUrl } from './query.js';

/** A handler returns this to send another message than its `@ApiWriteResponse` declares. */
export class Reply<T> {
  constructor(
    readonly data: T,
    readonly message: string,
  ) {}
}

/** A page of a list: `items` become `data`, every other property goes into `meta`. */
export abstract class ListReply<T> {
  abstract items: T[];
  nextCursor?: string;
}

/** The body of a successful response: `{ success, data, meta?, message? }`. */
export class Envelope {
  // JSON.stringify writes the properties in this order.
  readonly success = true;
  readonly data: unknown;
  readonly meta: object | undefined;
  readonly message: string | undefined;

  private constructor(data: unknown, meta?: object, message?: string) {
    this.data = data;
    this.meta = meta;
    this.message = message;
  }

  /** Wraps the result of a handler and sets the headers that belong to it: `ETag` and `Link`. */
  static wrap(data: unknown, response: Response): Envelope {
    if (data instanceof Envelope) return data;
    const request = response.req;
    const etag = getEtag(data);
    if (etag !== undefined) response.setHeader('ETag', etag);
    if (data instanceof Reply) return new Envelope(data.data, undefined, data.message);
    if (!(data instanceof ListReply)) return new Envelope(data, undefined, request.successMessage);
    const { items, ...meta } = data as ListReply<unknown>;
    if (meta.nextCursor !== undefined) response.setHeader('Link', nextLink(request, meta.nextCursor));
    return new Envelope(items, meta);
  }

  /** Restores an envelope that was stored under an idempotency key. */
  static replay({ data, meta, message }: Partial<Envelope>): Envelope {
    return new Envelope(data, meta, message);
  }
}

/** Repeats the request's query byte for byte, except for `cursor`. */
function nextLink({ originalUrl }: Request, cursor: string): string {
  const { path, query } = splitUrl(originalUrl);
  const parameters = query.split('&').filter((parameter) => !new URLSearchParams(parameter).has('cursor'));
  const kept = parameters.join('&');
  const target = `${path}?${kept && `${kept}&`}cursor=${cursor}`;
  // Node accepts these characters, which no URL may contain. In a `Link` they would end the URL.
  return `<${target.replace(/[<>"]/g, encodeURIComponent)}>; rel="next"`;
}

/**
 * Sends the result of a handler. An interceptor could do this, but its observables take a quarter of the time of a whole
 * GET. `response.json` would read the request again for things that are known here.
 */
export function sendResponse(
  response: Response,
  data: unknown,
  status: number | undefined,
): void | Promise<void> {
  const authEpoch = (response.req.user as Caller | undefined)?.authEpoch;
  // A response from memory has not yet checked that its caller may still get it. A new scope does not change the response:
  // lookups are the same for every caller, and routing uses only the organization at the end of the scope.
  if (authEpoch && !authEpoch.verified)
    return authEpoch.refresh().then(() => writeResponse(response, data, status));
  writeResponse(response, data, status);
}

function writeResponse(response: Response, data: unknown, status: number | undefined): void {
  if (status !== undefined) response.statusCode = status;
  const text = JSON.stringify(Envelope.wrap(data, response));
  if (isNotModified(response)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** Whether the request's `If-None-Match` matches the response's ETag. `*` matches every response, also one without an ETag. */
function isNotModified({ req }: Response): boolean {
  return req.headers['if-none-match'] !== undefined && req.fresh;
}
