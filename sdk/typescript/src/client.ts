import createClient from 'openapi-fetch';
import { operations, type Methods } from './generated/operations.js';
import type { paths } from './generated/schema.js';
import { List } from './list.js';
import { send, type Credential, type Policy } from './transport.js';
import type { Answer, CallOptions, NotModified, OperationId, Page, PageMeta } from './types.js';

export interface ClientOptions {
  /** URL of the server, for example `https://organizations.example.com`. */
  baseUrl: string;
  /** A JSON Web Token. */
  token?: Credential | undefined;
  /** An API key (`oak_…`), instead of a token. */
  apiKey?: Credential | undefined;
  /** Timeout of each attempt in milliseconds; default: 30,000. */
  timeoutMs?: number;
  /** Number of retries if a retry may help; default: 3. */
  maxRetries?: number;
  /** The `fetch` function that sends the requests; default: the platform's. */
  fetch?: typeof fetch;
}

/** The parameters of any method. */
type Params = Record<string, unknown> & {
  body?: object;
  ifMatch?: string;
  ifNoneMatch?: string;
  idempotencyKey?: string;
};

interface Envelope {
  data: unknown;
  meta?: PageMeta;
  message?: string;
}

type Request = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: Envelope; error?: unknown; response: Response }>;

/**
 * A client for one server and one caller. It has one method for each operation of the OpenAPI document, named by its
 * `operationId`, as {@link Methods} lists them.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the constructor makes the methods
export class OrganizationsClient {
  readonly #policy: Policy;
  readonly #baseUrl: string;

  constructor({ baseUrl, token, apiKey, timeoutMs = 30_000, maxRetries = 3, fetch }: ClientOptions) {
    if (token !== undefined && apiKey !== undefined)
      throw new TypeError('Give a token or an API key, not both');
    this.#baseUrl = baseUrl;
    this.#policy = {
      ...limits(timeoutMs, maxRetries),
      signal: undefined,
      credential:
        token !== undefined
          ? { header: 'Authorization', value: token }
          : apiKey !== undefined
            ? { header: 'X-API-Key', value: apiKey }
            : undefined,
      // Looked up at each call, so that later instrumentation of the global `fetch` takes effect.
      fetch: fetch ?? ((...args) => globalThis.fetch(...args)),
    };
    for (const id of Object.keys(operations) as OperationId[])
      // Writable like ordinary properties, so that tests can replace them.
      Object.defineProperty(this, id, { value: this.#method(id), writable: true, configurable: true });
  }

  #method(id: OperationId): (params?: Params, options?: CallOptions) => unknown {
    return (params = {}, options = {}) => {
      if (!operations[id].paged) return this.#call(id, params, options);
      return new List(async (cursor) => {
        const answer = await this.#call(id, cursor === undefined ? params : { ...params, cursor }, options);
        return answer as Page<unknown>;
      });
    };
  }

  async #call(id: OperationId, params: Params, options: CallOptions): Promise<Answer<unknown> | NotModified> {
    const { method, path } = operations[id];
    const { body, ifMatch, ifNoneMatch, idempotencyKey, ...rest } = params;
    // A missing ETag would write unconditionally, which is not what the caller meant.
    if ('ifMatch' in params && ifMatch === undefined) throw new TypeError('ifMatch is given, but undefined');
    const policy: Policy = {
      ...this.#policy,
      ...limits(options.timeoutMs ?? this.#policy.timeoutMs, options.maxRetries ?? this.#policy.maxRetries),
      signal: options.signal,
    };
    const client = createClient<paths>({
      baseUrl: this.#baseUrl,
      fetch: (request) => send(request, id, policy),
    });
    const { data: envelope, response } = await (client.request as Request)(method.toLowerCase(), path, {
      params: divide(path, rest),
      body,
      headers: {
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
        ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
        ...(method === 'POST' && { 'Idempotency-Key': idempotencyKey ?? randomKey() }),
      },
    });
    const said = (name: string): string | undefined => response.headers.get(name) ?? undefined;
    const about = { etag: said('ETag'), requestId: said('X-Request-Id') };
    if (response.status === 304) return { data: undefined, notModified: true, ...about };
    return {
      data: envelope!.data,
      notModified: false,
      ...about,
      message: envelope!.message,
      meta: envelope!.meta,
      replayed: said('Idempotent-Replayed') === 'true',
    };
  }
}

// eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unsafe-declaration-merging -- likewise
export interface OrganizationsClient extends Methods {}

/** Longest delay of a timer; a longer one fires at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function limits(timeoutMs: number, maxRetries: number): Pick<Policy, 'timeoutMs' | 'maxRetries'> {
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0 || timeoutMs > LONGEST_TIMEOUT_MS)
    throw new TypeError(`timeoutMs must be above 0 and at most ${LONGEST_TIMEOUT_MS}, not ${timeoutMs}`);
  if (!Number.isSafeInteger(maxRetries) || maxRetries < 0)
    throw new TypeError(`maxRetries must be a whole number from 0, not ${maxRetries}`);
  return { timeoutMs, maxRetries };
}

/** Not `randomUUID`: browsers offer it only in secure contexts. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Values that would change the path: to the list's, or to a parent's. */
const unusable: unknown[] = [undefined, null, '', '.', '..'];

/** Separates the parameters of the path from those of the query. */
function divide(path: string, params: Record<string, unknown>): { path: object; query: object } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  for (const name of names)
    if (unusable.includes(params[name]))
      throw new TypeError(`${name} must be given, and be no empty text or dots`);
  const isInPath = ([name]: [string, unknown]): boolean => names.includes(name);
  const all = Object.entries(params);
  return {
    path: Object.fromEntries(all.filter(isInPath)),
    query: Object.fromEntries(all.filter((entry) => !isInPath(entry))),
  };
}
