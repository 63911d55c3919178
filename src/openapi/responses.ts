import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import type { ErrorDefinition } from '../errors/api-error.js';
import { ErrorDto } from '../errors/error.dto.js';
import {
  internalError,
  validationFailed,
  malformedPath,
  rateLimited,
  unauthenticated,
  serviceUnavailable,
  bodyErrors,
  idempotencyErrors,
} from '../errors/common.errors.js';
import { PageMetaDto } from '../pagination/page.dto.js';

type Schema = NonNullable<Extract<Parameters<typeof ApiResponse>[0], { schema: unknown }>['schema']>;

export const SUCCESS_MESSAGE = Symbol('success message');
export const ROUTE_ERRORS = Symbol('route failures');

const idHeaders = {
  'X-Request-Id': {
    description: 'The id of the request, in every log line of it',
    schema: { type: 'string' },
  },
} as const;

export const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const errorHeaders: Record<number, Record<string, ReturnType<typeof text>>> = {
  401: { 'WWW-Authenticate': text('`Bearer`') },
  429: { 'Retry-After': text('Seconds after which to try again') },
  503: { 'Retry-After': text('Seconds after which to try again') },
};
export const etagHeader = {
  ETag: text('Strong validator of the resource, for `If-Match` and `If-None-Match`'),
};
const linkHeader = { Link: text('The next page, as `<…>; rel="next"`, where there is one') };

/** A route that answers one object, or a plain array of all there is. */
export function ApiItemResponse(type: Type | [Type], example?: unknown): MethodDecorator {
  const model = Array.isArray(type) ? type[0] : type;
  const data: Schema = Array.isArray(type) ? { type: 'array', items: ref(model) } : ref(model);
  return applyDecorators(ApiExtraModels(model), ApiResponse(success(200, { data }, example)));
}

/** A route that answers one resource with its ETag, or that it is still what the caller has kept. */
export function ApiEtagResponse(type: Type, example?: unknown): MethodDecorator {
  const response = success(200, { data: ref(type) }, example);
  return applyDecorators(
    ApiExtraModels(type),
    ApiResponse({ ...response, headers: { ...response.headers, ...etagHeader } }),
    ApiNotModified(),
  );
}

/** A route that knows `If-None-Match`. */
export function ApiNotModified(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      description: 'The `ETag` of an answer that the caller has kept',
      required: false,
    }),
    ApiResponse({ status: 304, description: 'Not Modified: what the caller has kept is still true' }),
  );
}

/** A route that answers a page of a list. */
export function ApiListResponse(type: Type, example?: unknown): MethodDecorator {
  const response = success(200, page(type), example);
  return applyDecorators(
    ApiExtraModels(type, PageMetaDto),
    ApiResponse({ ...response, headers: { ...response.headers, ...linkHeader } }),
  );
}

/** A route whose path parameter decides whether it answers one object or a page. */
export function ApiItemOrListResponse(
  item: Type,
  listed: Type,
  examples: Record<string, unknown>,
): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item, listed, PageMetaDto),
    ApiNotModified(),
    ApiResponse({
      status: 200,
      description: 'Success',
      headers: { ...idHeaders, ...etagHeader, ...linkHeader },
      content: {
        'application/json': {
          schema: envelope({ data: oneOf(ref(item), page(listed).data!) }, { meta: ref(PageMetaDto) }),
          examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
        },
      },
    }),
  );
}

/** A route that writes: its status, what it answers (one of several types), and its message. */
export function ApiWriteResponse(
  status: 200 | 201,
  type: Type | Type[],
  message: string,
  example?: unknown,
): MethodDecorator {
  const models = Array.isArray(type) ? type : [type];
  const data: Schema = models.length > 1 ? oneOf(...models.map(ref)) : ref(models[0]!);
  return applyDecorators(
    HttpCode(status),
    SetMetadata(SUCCESS_MESSAGE, message),
    ApiExtraModels(...models),
    ApiResponse(success(status, { data, message: { type: 'string', example: message } }, example)),
  );
}

/** The body of a route, with the example to try it with. */
export function ApiBodyExample(type: Type, example: unknown): MethodDecorator {
  return ApiBody({ type, required: true, examples: { document: { summary: 'Example', value: example } } });
}

/**
 * The failures of a route, in its own words where it has some: they are what OpenAPI shows and what the error
 * filter says. What any route can meet needs no mention.
 */
export function ApiErrors(...failures: ErrorDefinition[]): MethodDecorator {
  return documentErrors([...failures, unauthenticated, rateLimited, serviceUnavailable]);
}

/** The failures of a route that needs no authentication. */
export function ApiPublicErrors(...failures: ErrorDefinition[]): MethodDecorator {
  return documentErrors(failures);
}

/** What says little about a route comes after what is its own. */
const general = [...bodyErrors, ...idempotencyErrors].map(({ code }) => code);

function documentErrors(own: ErrorDefinition[]): MethodDecorator {
  const usual = [validationFailed, malformedPath, internalError];
  const failures = [
    ...own.filter((failure) => !general.includes(failure.code)),
    ...own.filter((failure) => general.includes(failure.code)),
    ...usual.filter(({ code }) => !own.some((failure) => failure.code === code)),
  ];
  const byStatus = new Map<number, ErrorDefinition[]>();
  for (const failure of failures)
    byStatus.set(failure.status, [...(byStatus.get(failure.status) ?? []), failure]);
  return applyDecorators(
    SetMetadata(ROUTE_ERRORS, failures),
    ApiExtraModels(ErrorDto),
    ...[...byStatus].map(([status, causes]) =>
      ApiResponse({
        status,
        description: [`${STATUS_CODES[status]}:`, ...causes.map(guideLink)].join('\n- '),
        headers: { ...idHeaders, ...errorHeaders[status] },
        content: {
          'application/json': {
            schema: {
              allOf: [
                ref(ErrorDto),
                {
                  type: 'object',
                  properties: { code: { type: 'string', enum: causes.map(({ code }) => code) } },
                },
              ],
            },
            examples: Object.fromEntries(causes.map((cause) => [cause.code, { value: example(cause) }])),
          },
        },
      }),
    ),
  );
}

function guideLink({ code, message }: ErrorDefinition): string {
  return `[\`${code}\`](/guides/errors#${code}) ${message}`;
}

function example({ status, code, message }: ErrorDefinition): ErrorDto {
  return {
    success: false,
    statusCode: status,
    error: STATUS_CODES[status]!,
    code,
    message,
    requestId: '5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11',
  };
}

function success(status: number, properties: Record<string, Schema>, example?: unknown) {
  return {
    status,
    description: 'Success',
    headers: idHeaders,
    content: {
      'application/json': {
        schema: envelope(properties),
        ...(example !== undefined && { example }),
      },
    },
  };
}

function envelope(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: 'object',
    required: ['success', ...Object.keys(properties)],
    // Said in words: of an enum of booleans some generators of clients make what does not compile.
    properties: { success: { type: 'boolean', description: 'Always true' }, ...properties, ...optional },
  };
}

function page(type: Type): Record<string, Schema> {
  return { data: { type: 'array', items: ref(type) }, meta: ref(PageMetaDto) };
}

/** For generators of clients that know no type that is one of several: else they name one that is nowhere. */
const canBeAnything = { 'x-one-of-name': 'AnyType' };

export function oneOf(...schemas: Schema[]): Schema {
  return { oneOf: schemas, ...canBeAnything };
}

function ref(type: Type): Schema {
  return { $ref: getSchemaPath(type) };
}
