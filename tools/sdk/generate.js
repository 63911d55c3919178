// Generates the parts of the TypeScript SDK that come from openapi.json: the types of requests and responses, and the table
// of operations with a doc comment for each method. The error codes come from docs/errors.md, which also has those
// without an operation. `npm run sdk` writes into the sources; the test generates into a temporary folder and
// compares.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../openapi.json', import.meta.url);
const target =
  process.argv[2] ?? fileURLToPath(new URL('../../sdk/typescript/src/generated', import.meta.url));
const origin = '// Written by `npm run sdk` from openapi.json.\n';
const errors = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const codes = [...errors.matchAll(/^### `(\w+)`$/gm)].map(([, code]) => code).sort();

const document = JSON.parse(await readFile(source, 'utf8'));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
);

await mkdir(target, { recursive: true });
await writeFile(`${target}/schema.ts`, `${origin}${astToString(await openapiTS(source))}`);
await writeFile(
  `${target}/codes.ts`,
  `// Written by \`npm run sdk\` from docs/errors.md.
/** All error codes of the server. */
export type ServerErrorCode =
${codes.map((code) => `  | '${code}'`).join('\n')};
`,
);
await writeFile(
  `${target}/operations.ts`,
  `${origin}import type { Method } from '../types.js';

/** Method and path of each operation. Parameters that are not in the path belong to the query. */
export const operations = {
${operations.map(entry).join('\n')}
} as const;

/** The methods of a client, one for each operation. */
export interface Methods {
${operations.map(method).join('\n\n')}
}
`,
);

function entry({ operationId, method, path, responses }) {
  const paged = responses[200]?.content['application/json'].schema.required.includes('meta') ?? false;
  return `  ${operationId}: { method: '${method}', path: '${path}', paged: ${paged} },`;
}

function method({ operationId, summary, description }) {
  const lines = `${summary}\n\n${description}`.replaceAll('*/', '*\\/').split('\n');
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join('\n')}\n   */\n  ${operationId}: Method<'${operationId}'>;`;
}
