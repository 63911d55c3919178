import type { TestApi } from './app.js';

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  example?: unknown;
}

export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: {
    content: { 'application/json': { schema: Schema; examples?: Record<string, { value: object }> } };
  };
}

/** The operations of the OpenAPI document, and the schema behind a reference. */
export async function loadOperations(
  api: TestApi,
): Promise<{ operations: Operation[]; resolve: (schema: Schema) => Schema }> {
  const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
    components: { schemas: Record<string, Schema> };
  };
  const resolve = (schema: Schema): Schema => {
    const { $ref, allOf } = schema;
    if ($ref) return resolve(document.components.schemas[$ref.split('/').at(-1)!]!);
    return allOf?.length === 1 ? { ...resolve(allOf[0]!), ...schema, allOf: undefined } : schema;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
  );
  return { operations, resolve };
}

/** The path of an operation with the examples of its parameters. */
export function examplePath({ path, parameters }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(parameters!.find((candidate) => candidate.name === name)!.schema.example),
  );
}

/** A request with a body: where it goes, the schema of its body, and the example of OpenAPI. */
export interface BodyRequest {
  operationId: string;
  method: string;
  url: string;
  schema: Schema;
  example: object;
}

/** A request for each operation with a body. */
export function bodyRequests(operations: Operation[]): BodyRequest[] {
  return operations.flatMap((operation) => {
    const { operationId, method, requestBody } = operation;
    if (!requestBody) return [];
    const { schema, examples } = requestBody.content['application/json'];
    const example = Object.values(examples ?? {})[0]?.value ?? {};
    return { operationId, method: method.toUpperCase(), url: examplePath(operation), schema, example };
  });
}
