export const description = `Who the tenants of a telephony or IoT platform are, how they hang together, which SIP domains and
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

/** The groups of operations, in the order of Swagger UI, each with a guide to read on. */
export const tags: { name: string; description: string; more?: [title: string, url: string] }[] = [
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
