import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ErrorDefinition } from '../../src/errors/error-definition.js';
import type { ErrorDto } from '../../src/errors/error.dto.js';

/** An operation that can return the error, and its message. */
interface Use {
  /** As in `GET /domains`. */
  operation: string;
  message: string;
}

/** The page that explains every error that the loaded features define, as Markdown. */
export function errorsReference(document: OpenAPIObject): string {
  const failures = ErrorDefinition.all().sort(
    (one, other) => one.status - other.status || (one.code < other.code ? -1 : 1),
  );
  const operations = operationsOf(document);
  const uses = usesOf(operations);
  const statuses = [...new Set(failures.map(({ status }) => status))];
  return [
    introduction,
    overview(failures),
    ...statuses.flatMap((status) => [
      `## ${status} ${STATUS_CODES[status]}`,
      ...failures
        .filter((failure) => failure.status === status)
        .map((failure) => section(failure, uses.get(failure.code) ?? [], operations.length)),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

const introduction = `# Errors

<!-- Written by \`npm run docs\` from the code. Changes belong there, beside each failure. -->

Every failure is answered in the same form, whatever went wrong:

\`\`\`json
{
  "success": false,
  "statusCode": 409,
  "error": "Conflict",
  "code": "domain_exists",
  "message": "Domain already exists",
  "details": [{ "field": "domain", "message": "is already in use" }],
  "requestId": "5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11"
}
\`\`\`

- **\`code\`** is for programs: one for each cause, and it stays what it is. \`message\` is for people and may differ from
  one operation to another.
- **\`details\`** is there where fields are to blame, and then names all of them at once.
- **\`requestId\`** is the id to ask the operator about: it is in the log and in the
  [history](tenancy.md#history).

Repeating a request as it was helps with 408, 429, 500, 503 and \`idempotency_key_in_use\`. Everything else needs another
request.`;

function overview(failures: ErrorDefinition[]): string {
  const rows = failures.map(({ code, status, message }) => [
    `[\`${code}\`](#${code})`,
    String(status),
    message.replaceAll('|', '\\|'),
  ]);
  return table([['code', 'status', 'message'], ...rows]);
}

/** Padded as Prettier does it. */
function table([head, ...rows]: string[][]): string {
  const widths = head!.map((_, column) => Math.max(...[head!, ...rows].map((row) => row[column]!.length)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function section({ code, message, explanation }: ErrorDefinition, uses: Use[], operations: number): string {
  const messages = new Set([message, ...uses.map((use) => use.message)]);
  return [
    `### \`${code}\``,
    [...messages].map((text) => `“${text}”`).join(', '),
    [
      `- **Cause**: ${explanation.cause}`,
      `- **Remedy**: ${explanation.remedy}`,
      `- **Operations**: ${explanation.place ?? whereabouts(uses, operations)}`,
    ].join('\n'),
  ].join('\n\n');
}

/** A longer list of operations would not help the reader. */
const LISTED = 16;

function whereabouts(uses: Use[], operations: number): string {
  if (uses.length === 0) return 'none; it is answered before the request gets as far as one.';
  if (uses.length === operations) return 'all.';
  if (uses.length > LISTED) return `${uses.length} of ${operations}.`;
  return `${uses.map(({ operation }) => `\`${operation}\``).join(', ')}.`;
}

interface Operation {
  name: string;
  responses: Response[];
}

interface Response {
  content?: { 'application/json'?: { examples?: Record<string, { value: ErrorDto }> } };
}

function operationsOf({ paths, components }: OpenAPIObject): Operation[] {
  const shared = components?.responses as Record<string, Response>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(
      methods as Record<string, { responses: Record<string, Response & { $ref?: string }> }>,
    ).map(([method, { responses }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      responses: Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([, response]) => (response.$ref ? shared[response.$ref.split('/').at(-1)!]! : response)),
    })),
  );
}

/** Operations by error code; each documented response has an example for each of its errors. */
function usesOf(operations: Operation[]): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const { name, responses } of operations)
    for (const { content } of responses)
      for (const [code, { value }] of Object.entries(content?.['application/json']?.examples ?? {}))
        uses.set(code, [...(uses.get(code) ?? []), { operation: name, message: value.message }]);
  return uses;
}
