import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Access } from '../auth/access.js';

const description = `Who the tenants of a telephony or IoT platform are, how they hang together, which SIP domains and
IP addresses are whose, whom to contact and how they are billed.

Every answer is JSON in one envelope: \`{ success, data, meta?, message? }\`, or for a failure
\`{ success: false, statusCode, error, code, message, details?, requestId }\` with a stable \`code\` and all
fields at fault in \`details\`.

A token belongs to a role and mostly to an organization. What lies outside that organization's subtree does not exist
for it. Lists are paged by cursor: pass \`meta.nextCursor\` as \`cursor\`, or follow the \`Link\` header.`;

const tags: [string, string][] = [
  ['Organizations', 'The tenants: create, read, change, suspend, delete and restore them.'],
  ['Hierarchy', 'How organizations hang together: parents, ancestors, children, descendants, trees and moves.'],
  ['Contacts', 'Whom to reach at an organization, and where to send things.'],
  ['Lookups', 'The values that organizations and contacts refer to by id.'],
  ['Domain mappings', 'Domain names of organizations, for the routing of calls and the identification of tenants.'],
  ['Organization IPs', 'IP addresses of organizations, for the authorization and routing of SIP traffic.'],
  ['Billing profiles', 'How organizations are billed, and what they inherit from above.'],
  ['Health', 'For the probes of an orchestrator.'],
];

const audience: Record<Access['level'], string> = {
  public: 'everybody, without authentication',
  admin: 'administrators',
  'tenant-read': 'administrators, managers and viewers',
  'tenant-write': 'administrators and managers',
  edge: 'SIP proxies and administrators',
};

type Operation = {
  description?: string;
  security?: object[];
  'x-access-level'?: Access['level'];
};

/** The OpenAPI document of the application, made from decorators and doc comments. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Organizations API')
    .setDescription(description)
    .setVersion('1.0.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A JSON Web Token with the claims sub, role, org and exp' },
      'token',
    );
  for (const [name, text] of tags) builder.addTag(name, text);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
  });
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as Operation[]) declareAccess(operation);
  return document;
}

/** Says in words and in `security` what the access decorator says to the guard. */
function declareAccess(operation: Operation): void {
  const level = operation['x-access-level'];
  if (level === undefined) return;
  if (level === 'public') operation.security = [];
  operation.description = `${operation.description ?? ''}\n\n**Access**: ${audience[level]}.`.trim();
}
