import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { createRequire } from 'node:module';
import type { AccessLevel } from './access-level.js';
import { etagHeader, text } from './responses.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

const description = `Who the tenants of a telephony or IoT platform are, how they hang together, which SIP domains and
IP addresses are whose, whom to contact and how they are billed.

**Guides**: [a tour in ten minutes](/guides/tour) · [the tenancy model](/guides/tenancy) ·
[every error by its code](/guides/errors) · [the SDK for TypeScript](/guides/sdk) · [operations](/guides/operations)

**To try it here**: press Authorize and paste a token, as \`npm start\` prints them, or an API key. Examples are filled in
and work on the demo data. The badge of an operation says who may use it.

Every answer is JSON in one envelope: \`{ success, data, meta?, message? }\`, or for a failure
\`{ success: false, statusCode, error, code, message, details?, requestId }\` with a stable \`code\` and all
fields at fault in \`details\`.

A token belongs to a role and mostly to an organization. What lies outside that organization's subtree does not exist
for it. Lists are paged by cursor: pass \`meta.nextCursor\` as \`cursor\`, or follow the \`Link\` header.`;

/** In the order in which a reader meets them, with the guide that says more. */
const tags: { name: string; description: string; more?: [title: string, url: string] }[] = [
  {
    name: 'Organizations',
    description: 'The tenants: create, read, change, suspend, delete and restore them.',
    more: ['The tenancy model', '/guides/tenancy'],
  },
  {
    name: 'Hierarchy',
    description:
      'How organizations hang together: parents, ancestors, children, descendants, trees and moves.',
    more: ['Why a path', '/guides/decisions/0001-tree-by-path'],
  },
  {
    name: 'Domain mappings',
    description: 'Domain names of organizations, for the routing of calls and the identification of tenants.',
    more: ['A tour in ten minutes', '/guides/tour'],
  },
  {
    name: 'Organization IPs',
    description: 'IP addresses of organizations, for the authorization and routing of SIP traffic.',
    more: ['Which networks may overlap', '/guides/decisions/0002-networks'],
  },
  {
    name: 'Routing',
    description:
      'The answer that a SIP proxy needs for each call: whose traffic it is, and whether it is allowed.',
    more: ['In operation', '/guides/operations#routing'],
  },
  {
    name: 'Contacts',
    description: 'Whom to reach at an organization, and where to send things.',
  },
  {
    name: 'Billing profiles',
    description: 'How organizations are billed, and what they inherit from above.',
  },
  {
    name: 'API keys',
    description: 'Keys for programs: made, rotated with an overlap, revoked at once.',
    more: ['Keys of programs', '/guides/decisions/0009-keys-of-programs'],
  },
  {
    name: 'Audit',
    description:
      'Who changed what, when and to what: every write, and nothing that can be changed afterwards.',
    more: ['How it is written', '/guides/decisions/0008-history-by-triggers'],
  },
  {
    name: 'Lookups',
    description: 'The values that organizations and contacts refer to by id.',
  },
  {
    name: 'Health',
    description: 'For the probes of an orchestrator.',
    more: ['In operation', '/guides/operations'],
  },
];

const accessDescriptions: Record<AccessLevel, string> = {
  public: 'everybody, without authentication',
  admin: 'administrators',
  'tenant-read': 'administrators, managers and viewers',
  'tenant-manage': 'administrators and managers',
  'tenant-write': 'administrators and managers; not while the organization is suspended',
  edge: 'SIP proxies and administrators',
};

type Parameter = {
  in: string;
  required: boolean;
  description?: string;
  schema: { example?: string | number | boolean; default?: unknown };
};

type Operation = {
  operationId: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<
    string,
    { headers?: object; $ref?: string; content?: { 'application/json': { schema: { title?: string } } } }
  >;
  security?: object[];
  'x-access-level'?: AccessLevel;
};

/** The OpenAPI document of the application, made from decorators and doc comments. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Organizations API')
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'A JSON Web Token with the claims sub, role, org and exp, or an API key',
      },
      'token',
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key (`oak_…`)' },
      'apiKey',
    );
  for (const { name, description, more } of tags)
    builder.addTag(name, description, more && { description: more[0], url: more[1] });
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
  });
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  for (const operation of operations) {
    declareAccess(operation);
    sortParameters(operation);
  }
  for (const path of Object.values(document.paths))
    for (const [method, operation] of Object.entries(path) as [string, Operation][])
      if (operation['x-access-level'] !== 'public') declareHeaders(method, operation);
  for (const operation of operations) titleResponses(operation);
  dropNulls(document, operations);
  shareResponses(document, operations);
  return document;
}

/** Says in words and in `security` what the access decorator says to the guard. */
function declareAccess(operation: Operation): void {
  const level = operation['x-access-level'];
  if (level === undefined) return;
  if (level === 'public') operation.security = [];
  operation.description =
    `${operation.description ?? ''}\n\n**Access**: ${accessDescriptions[level]}.`.trim();
}

const parameterOrder = ['path', 'query', 'header'];

/**
 * Those of the path first. An example is what Swagger UI fills in: where a parameter may be left out it is only told,
 * for filled in it would filter all answers away.
 */
function sortParameters(operation: Operation): void {
  operation.parameters?.sort(
    (one, other) => parameterOrder.indexOf(one.in) - parameterOrder.indexOf(other.in),
  );
  for (const parameter of operation.parameters ?? []) {
    const { required, schema, description = '' } = parameter;
    const { example, ...rest } = schema;
    if (required || example === undefined) continue;
    parameter.schema = rest;
    if (rest.default === undefined)
      parameter.description = `${description} (for example \`${String(example)}\`)`;
  }
}

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});
const rateLimitHeaders = {
  'RateLimit-Policy': text('`"principal";q=…;w=60`: how many requests the caller may make in 60 seconds'),
  RateLimit: text('`"principal";r=…;t=…`: how many remain, and for how many seconds'),
};
const replayHeaders = {
  'Idempotent-Replayed': text('`true` where this is the answer to an earlier request with the same key'),
};

/** The headers that are no route's own. */
function declareHeaders(method: string, operation: Operation): void {
  operation.parameters ??= [];
  const { parameters, responses } = operation;
  if (method === 'post')
    parameters.push(
      header(
        'Idempotency-Key',
        'Any text of the caller’s, once for each thing to do: the same request with the same key within 24 hours is answered as the first time, and does nothing',
        { type: 'string', minLength: 1, maxLength: 255 },
      ),
    );
  if ('412' in responses)
    parameters.push(
      header('If-Match', 'The `ETag` of the resource as the caller knows it: 412 where it has changed', {
        type: 'string',
      }),
    );
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) >= 300 && status !== '429') continue;
    response.headers = {
      ...response.headers,
      ...(['post', 'put', 'patch'].includes(method) && Number(status) < 300 && etagHeader),
      ...(method === 'post' && Number(status) < 300 && replayHeaders),
      ...rateLimitHeaders,
    };
  }
}

/** Generators of clients name the type of an answer by its title; without one they count. */
function titleResponses({ operationId, responses }: Operation): void {
  for (const [status, { content }] of Object.entries(responses))
    if (Number(status) < 300 && content)
      content['application/json'].schema.title =
        `${operationId[0]!.toUpperCase()}${operationId.slice(1)}Answer`;
}

/** Only requests know null: in answers what is null is left out. */
function dropNulls(document: OpenAPIObject, operations: Operation[]): void {
  const schemas = document.components?.schemas as Record<string, object>;
  const sent = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (sent.has(name!)) continue;
      sent.add(name!);
      follow(schemas[name!]);
    }
  };
  for (const { requestBody } of operations) follow(requestBody ?? {});
  for (const [name, schema] of Object.entries(schemas))
    if (!sent.has(name)) schemas[name] = JSON.parse(JSON.stringify(schema), withoutNullable) as object;
}

function withoutNullable(this: unknown, key: string, value: unknown): unknown {
  return key === 'nullable' ? undefined : value;
}

/** Failures that several operations share are written once. */
function shareResponses(document: OpenAPIObject, operations: Operation[]): void {
  const uses = new Map<string, number>();
  const failures = operations.flatMap(({ responses }) =>
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, response]) => ({ responses, status, response, text: JSON.stringify(response) })),
  );
  for (const { text } of failures) uses.set(text, (uses.get(text) ?? 0) + 1);

  const names = new Map<string, string>();
  const shared: Record<string, object> = {};
  for (const { responses, status, response, text } of failures) {
    if (uses.get(text)! < 2) continue;
    let name = names.get(text);
    if (name === undefined) {
      const phrase = STATUS_CODES[status]!.replaceAll(' ', '');
      for (let number = 1; name === undefined || name in shared; number++)
        name = number === 1 ? phrase : `${phrase}${number}`;
      names.set(text, name);
      shared[name] = response;
    }
    responses[status] = { $ref: `#/components/responses/${name}` };
  }
  document.components = { ...document.components, responses: shared as never };
}
