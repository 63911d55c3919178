export const description = `The tenants of a telephony or IoT platform: their hierarchy, their SIP domains and IP addresses,
their contacts, their billing profiles and their charges, and the limits at which their calls are refused.

**Guides**: [a tour in ten minutes](/guides/tour) · [the tenancy model](/guides/tenancy) ·
[charges, limits and balances](/guides/billing) ·
[every error by its code](/guides/errors) · [the SDK for TypeScript](/guides/sdk) · [operations](/guides/operations)

**To try the API here**: press Authorize and paste an API key or one of the tokens that \`npm start\` prints. The examples
are filled in and work on the demo data. The badge of an operation shows who may use it.

Every response is JSON in one envelope: \`{ success, data, meta?, message? }\`, or for an error
\`{ success: false, statusCode, error, code, message, details?, requestId }\` with a stable \`code\` and all
invalid fields in \`details\`.

Paths are exact: upper and lower case differ, and a slash at the end makes another path. Every GET is also a HEAD. Any
other method of a path is 405 [\`method_not_allowed\`](/guides/errors#method_not_allowed) with the methods of the path in
\`Allow\`; a method that no path has is 501 [\`method_not_implemented\`](/guides/errors#method_not_implemented).

Text in bodies and filters is stored and compared in Unicode NFC, without white space around it. Text that has no visible
character, or has characters that change the direction of text, is refused.

A token has a role and usually an organization. Nothing outside the subtree of that organization is visible to it.
Lists are paginated by cursor: pass \`meta.nextCursor\` as \`cursor\`, or follow the \`Link\` header, which repeats
the query as it was sent. \`meta.total\` is exact up to 10,000 and an estimate above. Pass \`count=exact\` to count more,
\`count=estimate\` to count less, or \`count=none\` if you need no total.

Text is UTF-8. A number in a body that cannot be kept exactly, such as an ICCID, is refused: send it as a string. Times are
read in every form of RFC 3339 and with \`+0000\`. In a query, \`+\` is written \`%2B\`.

**PUT and PATCH** accept what a GET returned, as a whole or as an item of a list. Read-only fields such as \`id\`, \`created\` and
\`effective_status\`, and the description of a reference such as \`{ "id": 0, "description": "Commercial" }\`, may be left out.
If they are sent with another value, the response is 400. A write that changes nothing leaves \`updated\`, the \`ETag\` and
the history as they are. Each of these operations, each DELETE and the rotation of an API key evaluate \`If-Match\` and
\`If-None-Match\`. The other writes refuse these headers with 400.`;

/** The groups of operations in the order of Swagger UI. Groups that are not named here come last. */
export const groupOrder = [
  'Organizations',
  'Hierarchy',
  'Domain mappings',
  'Organization IPs',
  'Routing',
  'Emergency calls',
  'Contacts',
  'Billing profiles',
  'Billing of customers',
  'Charges',
  'API keys',
  'Audit',
  'Lookups',
  'Health',
];
