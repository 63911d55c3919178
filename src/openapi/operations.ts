import type { OpenAPIObject } from '@nestjs/swagger';
import type { AccessLevel } from './access-level.js';
import { etagHeader, rateLimitHeaders, replayHeaders } from './headers.js';

export interface Operation {
  operationId: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<string, Response>;
  security?: object[];
  'x-access-level'?: AccessLevel;
}

interface Parameter {
  in: string;
  required: boolean;
  description?: string;
  schema: { example?: string | number | boolean; default?: unknown };
}

interface Response {
  headers?: object;
  $ref?: string;
  content?: { 'application/json': { schema: { title?: string } } };
}

/** All operations of a document with their HTTP methods. */
export function operationsOf(document: OpenAPIObject): [httpMethod: string, operation: Operation][] {
  return Object.values(document.paths).flatMap((path) => Object.entries(path) as [string, Operation][]);
}

const accessDescriptions: Record<AccessLevel, string> = {
  public: 'everyone, without authentication',
  admin: 'administrators',
  'tenant-read': 'administrators, managers and viewers',
  'tenant-manage': 'administrators and managers',
  'tenant-write': 'administrators and managers, unless the organization is suspended',
  edge: 'SIP proxies and administrators',
  rating: 'rating engines and administrators',
};

/** Adds the route's access to the description, and marks public operations in `security`. */
export function declareAccess(operation: Operation): void {
  const level = operation['x-access-level'];
  if (level === undefined) return;
  if (level === 'public') operation.security = [];
  operation.description =
    `${operation.description ?? ''}\n\n**Access**: ${accessDescriptions[level]}.`.trim();
}

const parameterOrder = ['path', 'query', 'header'];

/**
 * Puts path parameters first. Moves the example of an optional parameter into its description: Swagger UI fills in
 * examples, and a filled-in filter would leave hardly any results.
 */
export function arrangeParameters({ parameters = [] }: Operation): void {
  parameters.sort((one, other) => parameterOrder.indexOf(one.in) - parameterOrder.indexOf(other.in));
  for (const parameter of parameters) {
    const { required, schema, description = '' } = parameter;
    const { example, ...rest } = schema;
    if (required || example === undefined) continue;
    parameter.schema = rest;
    if (rest.default === undefined)
      parameter.description = `${description} (for example \`${String(example)}\`)`;
  }
}

const requestHeader = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

const idempotencyKeyHeader = requestHeader(
  'Idempotency-Key',
  'A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it',
  { type: 'string', minLength: 1, maxLength: 255 },
);
const ifMatchHeader = requestHeader(
  'If-Match',
  'The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed',
  { type: 'string' },
);

/** Adds the headers that follow from the HTTP method and the responses of an authenticated operation. */
export function declareHeaders(httpMethod: string, operation: Operation): void {
  operation.parameters ??= [];
  const { parameters, responses } = operation;
  if (httpMethod === 'post') parameters.push({ ...idempotencyKeyHeader });
  if ('412' in responses) parameters.push({ ...ifMatchHeader });
  for (const [status, response] of Object.entries(responses)) {
    // The request is counted once its caller is known.
    if (['400', '401', '500', '503'].includes(status)) continue;
    response.headers = {
      ...response.headers,
      ...(['post', 'put', 'patch'].includes(httpMethod) && Number(status) < 300 && etagHeader),
      ...(httpMethod === 'post' && Number(status) < 300 && replayHeaders),
      ...rateLimitHeaders,
    };
  }
}

/** Titles the schema of a successful response: generators of clients name its type by the title. */
export function titleResponses({ operationId, responses }: Operation): void {
  for (const [status, { content }] of Object.entries(responses))
    if (Number(status) < 300 && content)
      content['application/json'].schema.title =
        `${operationId[0]!.toUpperCase()}${operationId.slice(1)}Answer`;
}
