import type { components, operations } from './generated/schema.js';
import type { List } from './list.js';

/** The types of the document by name, as `Schemas['DomainDto']`. */
export type Schemas = components['schemas'];
export type OperationId = keyof operations;

type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type Responses<Id extends OperationId> = operations[Id]['responses'];
type SuccessOf<Id extends OperationId> = Json<Responses<Id>[keyof Responses<Id> & (200 | 201)]>;

/** What an operation answers. */
export type DataOf<Id extends OperationId> = SuccessOf<Id> extends { data: infer Data } ? Data : never;

/** The codes of the failures that an operation documents. */
export type ErrorCodeOf<Id extends OperationId> =
  Json<Responses<Id>[Exclude<keyof Responses<Id>, 200 | 201 | 304>]> extends { code: infer Code }
    ? Code
    : never;

/** How a list goes on: `nextCursor` is left out on the last page. */
export type PageMeta = Schemas['PageMetaDto'];

/**
 * What a method answers. The data are as the server sent them, and what the server said about them is beside and not in
 * them: an ETag is no field of a domain, must not be sent back with it, and arrays have nowhere to keep one.
 */
export interface Answer<Data, Etag extends string | undefined = string | undefined> {
  data: Data;
  notModified: false;
  /** The version of what was read or written: `ifMatch` of the next write, `ifNoneMatch` of the next read. */
  etag: Etag;
  /** What was done, for people. */
  message: string | undefined;
  /** Where the answer is one page of a list. */
  meta: PageMeta | undefined;
  /** Whether this is the answer to an earlier try with the same idempotency key. A secret is not in it again. */
  replayed: boolean;
  /** Name it to the operator: it is in every log line of the request. */
  requestId: string | undefined;
}

/** What a read with `ifNoneMatch` answers where nothing has changed. */
export interface NotModified {
  data: undefined;
  notModified: true;
  etag: string | undefined;
  requestId: string | undefined;
}

export interface Page<Item> extends Answer<Item[]> {
  meta: PageMeta;
}

/** What may be said for a single call. */
export interface CallOptions {
  /** Ends the call and its retries: it fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for each try; default: the client's. */
  timeoutMs?: number;
  /** Tries after the first; default: the client's. */
  maxRetries?: number;
}

/** What an operation takes: the parameters of path and query by name, `body`, and what its headers are for. */
export type ParamsOf<Id extends OperationId> = Flat<
  Group<operations[Id]['parameters']['path']> &
    Group<operations[Id]['parameters']['query']> &
    BodyOf<operations[Id]> &
    HeadersOf<Id>
>;

/** A method: a list for what is paged, else a promise. */
export type Method<Id extends OperationId> =
  SuccessOf<Id> extends { data: (infer Item)[]; meta: PageMeta }
    ? (...args: Arguments<Id>) => List<Item>
    : Takes<Id, 'If-None-Match'> extends true
      ? Conditional<Id> & ((...args: Arguments<Id>) => Promise<Answer<DataOf<Id>, EtagOf<Id>>>)
      : (...args: Arguments<Id>) => Promise<Answer<DataOf<Id>, EtagOf<Id>>>;

type Conditional<Id extends OperationId> = (
  params: ParamsOf<Id> & {
    /** The `etag` of the answer that is kept; undefined for none. */
    ifNoneMatch: string | undefined;
  },
  options?: CallOptions,
) => Promise<Answer<DataOf<Id>, EtagOf<Id>> | NotModified>;

/**
 * What is documented with an ETag, or can be asked for with `If-None-Match`, has one; but not each of several things
 * that one operation answers, as a page, or what a move would do.
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

type Arguments<Id extends OperationId> =
  Partial<ParamsOf<Id>> extends ParamsOf<Id>
    ? [params?: ParamsOf<Id>, options?: CallOptions]
    : [params: ParamsOf<Id>, options?: CallOptions];

/** The parameters of one place; nothing where there are none. */
type Group<Parameters> = [NonNullable<Parameters>] extends [never] ? unknown : NonNullable<Parameters>;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { body: Body }
  : unknown;

type HeadersOf<Id extends OperationId> = (Takes<Id, 'If-Match'> extends true
  ? {
      /** The `etag` that what is written must still have; else `precondition_failed`, and nothing is written. */
      ifMatch?: string;
    }
  : unknown) &
  (Takes<Id, 'Idempotency-Key'> extends true
    ? {
        /** The same for each attempt to do the same thing; default: one of the call's own, kept over its retries. */
        idempotencyKey?: string;
      }
    : unknown);

type Takes<Id extends OperationId, Name extends string> = Name extends keyof Group<
  operations[Id]['parameters']['header']
>
  ? true
  : false;
