import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiResponse } from '@nestjs/swagger';
import { PageMetaDto } from '../pagination/page.dto.js';
import { etagHeader, linkHeader, requestIdHeader } from './headers.js';
import { envelope, oneOf, page, ref, type Schema } from './schemas.js';

export const SUCCESS_MESSAGE = Symbol('success message');

/** The route returns one object, or a complete array without pages. */
export function ApiItemResponse(type: Type | [Type], example?: unknown): MethodDecorator {
  const model = Array.isArray(type) ? type[0] : type;
  const data: Schema = Array.isArray(type) ? { type: 'array', items: ref(model) } : ref(model);
  return applyDecorators(ApiExtraModels(model), ApiResponse(success(200, { data }, example)));
}

/** The route returns one resource with its ETag, or 304. */
export function ApiEtagResponse(type: Type, example?: unknown): MethodDecorator {
  const response = success(200, { data: ref(type) }, example);
  return applyDecorators(
    ApiExtraModels(type),
    ApiResponse({ ...response, headers: { ...response.headers, ...etagHeader } }),
    ApiNotModified(),
  );
}

/** The route accepts `If-None-Match`. */
export function ApiNotModified(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      description: 'The `ETag` of a response that the caller has cached, or `*` for any',
      required: false,
    }),
    ApiResponse({ status: 304, description: 'Not Modified: the cached response is still current' }),
  );
}

/** The route returns one page of a list. */
export function ApiListResponse(type: Type, example?: unknown): MethodDecorator {
  const response = success(200, page(type), example);
  return applyDecorators(
    ApiExtraModels(type, PageMetaDto),
    ApiResponse({ ...response, headers: { ...response.headers, ...linkHeader } }),
  );
}

/** The route returns one object or a page, depending on its path parameter. */
export function ApiItemOrListResponse(
  item: Type,
  listItem: Type,
  examples: Record<string, unknown>,
): MethodDecorator {
  const { data, meta } = page(listItem);
  return applyDecorators(
    ApiExtraModels(item, listItem, PageMetaDto),
    ApiNotModified(),
    ApiResponse({
      status: 200,
      description: 'Success',
      headers: { ...requestIdHeader, ...etagHeader, ...linkHeader },
      content: {
        'application/json': {
          schema: envelope({ data: oneOf(ref(item), data) }, { meta }),
          examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
        },
      },
    }),
  );
}

/** The route writes. It returns this status, an object of one of these types, and this message. */
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

/** The type of the body and the example that Swagger UI fills in. */
export function ApiBodyExample(type: Type, example: unknown): MethodDecorator {
  return ApiBody({ type, required: true, examples: { document: { summary: 'Example', value: example } } });
}

function success(status: number, properties: Record<string, Schema>, example?: unknown) {
  return {
    status,
    description: 'Success',
    headers: requestIdHeader,
    content: {
      'application/json': {
        schema: envelope(properties),
        ...(example !== undefined && { example }),
      },
    },
  };
}
