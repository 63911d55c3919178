import type { Request, Response } from 'express';
import type { Caller } from '../database/unit-of-work.js';
import { getEtag } from './etag.js';

/** What a handler returns that has something to say other than its route's message. */
export class Reply<T> {
  constructor(
    readonly data: T,
    readonly message: string,
  ) {}
}

/** One page of a list: `items` become `data`, every other property goes into `meta`. */
export abstract class ListReply<T> {
  abstract items: T[];
  nextCursor?: string;
}

/** An answer in its envelope: `{ success, data, meta?, message? }`. */
export class Envelope {
  // In the order in which they are sent.
  readonly success = true;
  readonly data: unknown;
  readonly meta: object | undefined;
  readonly message: string | undefined;

  private constructor(data: unknown, meta?: object, message?: string) {
    this.data = data;
    this.meta = meta;
    this.message = message;
  }

  /** Puts whatever a handler has returned into it, and sets the headers that go with that. */
  static wrap(data: unknown, response: Response): Envelope {
    if (data instanceof Envelope) return data;
    const request = response.req;
    const tag = getEtag(data);
    if (tag !== undefined) response.setHeader('ETag', tag);
    if (data instanceof Reply) return new Envelope(data.data, undefined, data.message);
    if (!(data instanceof ListReply)) return new Envelope(data, undefined, request.successMessage);
    const { items, ...meta } = data as ListReply<unknown>;
    if (meta.nextCursor !== undefined) response.setHeader('Link', nextLink(request, meta.nextCursor));
    return new Envelope(items, meta);
  }

  /** One that was sent before. */
  static replay({ data, meta, message }: Partial<Envelope>): Envelope {
    return new Envelope(data, meta, message);
  }
}

function nextLink(request: Request, cursor: string): string {
  const [path, query] = request.originalUrl.split('?') as [string, string | undefined];
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

/**
 * Sends a handler's answer. It is here and not in interceptors, whose observables take a quarter of the time of a
 * whole GET, and without `response.json`, which looks at the request again for what is known here.
 */
export function sendResponse(
  response: Response,
  data: unknown,
  status: number | undefined,
): void | Promise<void> {
  const authEpoch = (response.req.user as Caller | undefined)?.authEpoch;
  // An answer from memory has not asked whether its caller is still who it was.
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

/** Whether the caller has kept just this, and said so. */
function isNotModified({ req }: Response): boolean {
  return req.headers['if-none-match'] !== undefined && req.fresh;
}
