import type { Type } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import type { ErrorDefinition } from '../errors/error-definition.js';
import { ErrorDto } from '../errors/error.dto.js';
import { errorsOfRoute } from '../errors/route-errors.js';
import { methodHasBody } from '../http/body.js';
import { errorHeaders, requestIdHeader } from './headers.js';
import { ref } from './schemas.js';

/** The error responses of a route by status: its own errors and those that its decorators and its method imply. */
export function errorResponses(
  controller: Type,
  handlerName: string,
  httpMethod: string,
): Record<string, object> {
  const byStatus = new Map<number, ErrorDefinition[]>();
  for (const error of errorsOfRoute(controller, handlerName, methodHasBody(httpMethod)))
    byStatus.set(error.status, [...(byStatus.get(error.status) ?? []), error]);
  return Object.fromEntries([...byStatus].map(([status, errors]) => [status, response(status, errors)]));
}

function response(status: number, errors: ErrorDefinition[]): object {
  return {
    description: [`${STATUS_CODES[status]}:`, ...errors.map(guideLink)].join('\n- '),
    headers: { ...requestIdHeader, ...errorHeaders[status] },
    content: {
      'application/json': {
        schema: {
          allOf: [
            ref(ErrorDto),
            {
              type: 'object',
              properties: { code: { type: 'string', enum: errors.map(({ code }) => code) } },
            },
          ],
        },
        examples: Object.fromEntries(errors.map((error) => [error.code, { value: example(error) }])),
      },
    },
  };
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
