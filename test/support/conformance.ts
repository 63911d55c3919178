import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv, type ValidateFunction } from 'ajv';

interface Operation {
  operationId: string;
  responses: Record<string, { $ref?: string }>;
}

/** Checks responses against the OpenAPI document: an undocumented status, code or shape is an error. */
export class Conformance {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly routes: { method: string; pattern: RegExp; path: string }[] = [];

  constructor(document: OpenAPIObject) {
    this.ajv.addSchema(strict(document), 'openapi');
    const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>);
    // As in the router, literal paths come before paths with parameters.
    paths.sort(([a], [b]) => (a.match(/\{/g)?.length ?? 0) - (b.match(/\{/g)?.length ?? 0));
    for (const [path, operations] of paths)
      for (const [method, { responses }] of Object.entries(operations)) {
        this.routes.push({ method, path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) });
        for (const [status, response] of Object.entries(responses)) {
          if (status === '304') continue;
          const at = response.$ref ?? `#/paths/${escape(path)}/${method}/responses/${status}`;
          this.validators.set(
            `${method} ${path} ${status}`,
            this.ajv.compile({ $ref: `openapi${at}/content/application~1json/schema` }),
          );
        }
      }
  }

  check(method: string, url: string, status: number, body: unknown): void {
    const path = url.split('?')[0]!;
    const route = this.routes.find(
      (known) => known.method === method.toLowerCase() && known.pattern.test(path),
    );
    if (!route || status === 304) return;
    const validate = this.validators.get(`${route.method} ${route.path} ${status}`);
    if (!validate)
      throw new Error(`${method} ${route.path} does not document ${status}: ${JSON.stringify(body)}`);
    if (!validate(body))
      throw new Error(
        `${method} ${route.path} ${status} is not as documented: ${this.ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`,
      );
  }
}

/** Makes a field that is not in the schema an error. */
function strict(document: OpenAPIObject): OpenAPIObject {
  const copy = structuredClone(document);
  for (const schema of Object.values(copy.components?.schemas ?? {}))
    if ('properties' in schema) schema.additionalProperties = false;
  return copy;
}

function escape(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}
