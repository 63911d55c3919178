import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import type { Operation } from './operations.js';

/** Removes `nullable` from the schemas of responses: a response leaves out a field that is null. */
export function dropNulls(document: OpenAPIObject, operations: Operation[]): void {
  const schemas = document.components?.schemas as Record<string, object>;
  const ofRequests = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (ofRequests.has(name!)) continue;
      ofRequests.add(name!);
      follow(schemas[name!]);
    }
  };
  for (const { requestBody } of operations) follow(requestBody ?? {});
  for (const [name, schema] of Object.entries(schemas))
    if (!ofRequests.has(name)) schemas[name] = JSON.parse(JSON.stringify(schema), withoutNullable) as object;
}

function withoutNullable(this: unknown, key: string, value: unknown): unknown {
  return key === 'nullable' ? undefined : value;
}

/** Moves error responses that several operations have in common to the components. */
export function shareResponses(document: OpenAPIObject, operations: Operation[]): void {
  const uses = new Map<string, number>();
  const errors = operations.flatMap(({ responses }) =>
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, response]) => ({ responses, status, response, text: JSON.stringify(response) })),
  );
  for (const { text } of errors) uses.set(text, (uses.get(text) ?? 0) + 1);

  const names = new Map<string, string>();
  const shared: Record<string, object> = {};
  for (const { responses, status, response, text } of errors) {
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
