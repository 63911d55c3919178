import type { components, operations } from './generated/schema.js';
import type { List } from './list.js';

/** The types of the OpenAPI document by name, for example `Schemas['DomainDto']`. */
export type Schemas = components['schemas'];
export type OperationId = keyof operations;

type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type Responses<Id extends OperationId> = operations[Id]['responses'];
type SuccessOf<Id extends OperationId> = Json<Responses<Id>[keyof Responses<Id> & (200 | 201)]>;

/** The response of an operation. */
export type DataOf<Id extends OperationId> = SuccessOf<Id> extends { data: infer Data } ? Data : never;

/** The error codes that an operation documents. */
export type ErrorCodeOf<Id extends OperationId> =
  Json<Responses<Id>[Exclude<keyof Responses<Id>, 200 | 201 | 304>]> extends { code: infer Code }
    ? Code
    : never;

/** Position in a list; `nextCursor` is absent on the last page, and `total` with `count: 'none'`. */
export type PageMeta = Schemas['PageMetaDto'];

/** The same, of a list that was not requested with `count: 'none'`. */
export type CountedPageMeta = PageMeta & { total: number };

/**
 * The result of a method. `data` is exactly what the server sent. Metadata is beside it and not inside it: an ETag is not
 * a field of a domain and must not be sent back with it, and an array has no place for one.
 */
export interface Answer<Data, Etag extends string | undefined = string | undefined> {
  data: Data;
  notModified: false;
  /** Version of the resource: pass it as `ifMatch` of the next write or `ifNoneMatch` of the next read. */
  etag: Etag;
  /** A message for people. */
  message: string | undefined;
  /** For a page of a list. */
  meta: PageMeta | undefined;
  /** Whether this is the stored response to an earlier attempt with the same idempotency key. It does not contain a secret again. */
  replayed: boolean;
  /** Give it to the operator: every log line of the request has it. */
  requestId: string | undefined;
}

/** The result of a read with `ifNoneMatch` if nothing has changed. */
export interface NotModified {
  data: undefined;
  notModified: true;
  etag: string | undefined;
  requestId: string | undefined;
}

export interface Page<Item, Meta extends PageMeta = CountedPageMeta> extends Answer<Item[]> {
  meta: Meta;
}

/** Options of a single call. */
export interface CallOptions {
  /** Aborts the call and its retries; the call fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Timeout of each attempt in milliseconds; default: the client's. */
  timeoutMs?: number;
  /** Number of retries; default: the client's. */
  maxRetries?: number;
}

/** The parameters of an operation: path and query parameters by name, `body`, and options that become headers. */
export type ParamsOf<Id extends OperationId> = Flat<
  Group<operations[Id]['parameters']['path']> &
    Group<operations[Id]['parameters']['query']> &
    BodyOf<operations[Id]> &
    HeadersOf<Id>
>;

/** A method: returns a list if the operation is paged, otherwise a promise. */
export type Method<Id extends OperationId> =
  SuccessOf<Id> extends { data: (infer Item)[]; meta: PageMeta }
    ? ListMethod<Id, Item>
    : Takes<Id, 'If-None-Match'> extends true
      ? Conditional<Id> & ((...args: Arguments<ParamsOf<Id>>) => Promise<Answer<DataOf<Id>, EtagOf<Id>>>)
      : (...args: Arguments<ParamsOf<Id>>) => Promise<Answer<DataOf<Id>, EtagOf<Id>>>;

/** Pages always have a `total`, unless `count` is or may be `'none'`. */
interface ListMethod<Id extends OperationId, Item> {
  (...args: Arguments<CountedParams<Id>>): List<Item>;
  (...args: Arguments<ParamsOf<Id>>): List<Item, PageMeta>;
}

type CountedParams<Id extends OperationId> = {
  [Name in keyof ParamsOf<Id>]: Name extends 'count'
    ? Exclude<ParamsOf<Id>[Name], 'none'>
    : ParamsOf<Id>[Name];
};

type Conditional<Id extends OperationId> = (
  params: ParamsOf<Id> & {
    /** The `etag` of the cached result; undefined if there is none. */
    ifNoneMatch: string | undefined;
  },
  options?: CallOptions,
) => Promise<Answer<DataOf<Id>, EtagOf<Id>> | NotModified>;

/**
 * Results that are documented with an ETag, or support `If-None-Match`, have one. Operations with several kinds of
 * results (a page, the preview of a move) may return results without one.
 */
type EtagOf<Id extends OperationId> =
  IsUnion<DataOf<Id>> extends true
    ? string | undefined
    : Responses<Id>[keyof Responses<Id> & (200 | 201)] extends { headers: { ETag?: string } }
      ? string
      : Takes<Id, 'If-None-Match'> extends true
        ? string
        : string | undefined;

type IsUnion<Type, All = Type> = (
  Type extends unknown ? ([All] extends [Type] ? 'one' : 'many') : never
) extends 'one'
  ? false
  : true;

type Arguments<Params> =
  Partial<Params> extends Params
    ? [params?: Params, options?: CallOptions]
    : [params: Params, options?: CallOptions];

/** The parameters of one location; nothing if there are none. */
type Group<Parameters> = [NonNullable<Parameters>] extends [never] ? unknown : NonNullable<Parameters>;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { body: Body }
  : unknown;

type HeadersOf<Id extends OperationId> = (Takes<Id, 'If-Match'> extends true
  ? {
      /** The `etag` that the resource must still have; otherwise the call fails with `precondition_failed` and writes nothing. */
      ifMatch?: string;
    }
  : unknown) &
  (Takes<Id, 'Idempotency-Key'> extends true
    ? {
        /** The same key for every attempt at the same operation; default: a new key for each call, kept for its retries. */
        idempotencyKey?: string;
      }
    : unknown);

type Takes<Id extends OperationId, Name extends string> = Name extends keyof Group<
  operations[Id]['parameters']['header']
>
  ? true
  : false;
