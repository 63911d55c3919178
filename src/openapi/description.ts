export const description = `The tenants of a telephony or IoT platform: their hierarchy, their SIP domains and IP addresses,
their contacts and their billing profiles.

**Guides**: [a tour in ten minutes](/guides/tour) · [the tenancy model](/guides/tenancy) ·
[every error by its code](/guides/errors) · [the SDK for TypeScript](/guides/sdk) · [operations](/guides/operations)

**To try the API here**: press Authorize and paste an API key or one of the tokens that \`npm start\` prints. The examples
are filled in and work on the demo data. The badge of an operation shows who may use it.

Every response is JSON in one envelope: \`{ success, data, meta?, message? }\`, or for an error
\`{ success: false, statusCode, error, code, message, details?, requestId }\` with a stable \`code\` and all
invalid fields in \`details\`.

A token has a role and usually an organization. Nothing outside the subtree of that organization is visible to it.
Lists are paginated by cursor: pass \`meta.nextCursor\` as \`cursor\`, or follow the \`Link\` header.`;

/** The groups of operations, in the order of Swagger UI, with a guide for further reading. */
export const tags: { name: string; description: string; guide?: [title: string, url: string] }[] = [
  {
    name: 'Organizations',
    description: 'The tenants: create, read, update, suspend, delete and restore them.',
    guide: ['The tenancy model', '/guides/tenancy'],
  },
  {
    name: 'Hierarchy',
    description: 'The tree of organizations: parents, ancestors, children, descendants, subtrees and moves.',
    guide: ['Why a path', '/guides/decisions/0001-tree-by-path'],
  },
  {
    name: 'Domain mappings',
    description: 'The domain names of organizations, for call routing and the identification of tenants.',
    guide: ['A tour in ten minutes', '/guides/tour'],
  },
  {
    name: 'Organization IPs',
    description: 'The IP addresses of organizations, for the authorization and routing of SIP traffic.',
    guide: ['Which networks may overlap', '/guides/decisions/0002-networks'],
  },
  {
    name: 'Routing',
    description:
      'The decision that a SIP proxy needs for each call: which organization it belongs to, and whether it is allowed.',
    guide: ['Routing in operation', '/guides/operations#routing'],
  },
  {
    name: 'Contacts',
    description: 'The people and addresses to contact at an organization.',
  },
  {
    name: 'Billing profiles',
    description: 'How organizations are billed, and what they inherit from their ancestors.',
  },
  {
    name: 'API keys',
    description:
      'Keys for programs: create them, rotate them with an overlap, revoke them with immediate effect.',
    guide: ['API keys for programs', '/guides/decisions/0009-keys-of-programs'],
  },
  {
    name: 'Audit',
    description:
      'The history of all writes: who changed what, when, and to which value. Entries never change.',
    guide: ['How the history is written', '/guides/decisions/0008-history-by-triggers'],
  },
  {
    name: 'Lookups',
    description: 'The values that organizations and contacts refer to by id.',
  },
  {
    name: 'Health',
    description: 'The probes of an orchestrator.',
    guide: ['Operations', '/guides/operations'],
  },
];
