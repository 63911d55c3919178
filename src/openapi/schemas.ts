import type { Type } from '@nestjs/common';
import { getSchemaPath, type ApiResponse } from '@nestjs/swagger';
import { PageMetaDto } from '../pagination/page.dto.js';

export type Schema = NonNullable<Extract<Parameters<typeof ApiResponse>[0], { schema: unknown }>['schema']>;

/** A reference to the schema of a DTO. */
export function ref(type: Type): Schema {
  return { $ref: getSchemaPath(type) };
}

/** For generators of clients that have no union types: without it they name a type that does not exist. */
const unionTypeName = { 'x-one-of-name': 'AnyType' };

/** One of several schemas. */
export function oneOf(...schemas: Schema[]): Schema {
  return { oneOf: schemas, ...unionTypeName };
}

/** The envelope of a successful response. */
export function envelope(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: 'object',
    required: ['success', ...Object.keys(properties)],
    // Not an enum: some generators of clients turn an enum of booleans into code that does not compile.
    properties: { success: { type: 'boolean', description: 'Always true' }, ...properties, ...optional },
  };
}

/** The properties of the envelope of a page. */
export function page(type: Type): { data: Schema; meta: Schema } {
  return { data: { type: 'array', items: ref(type) }, meta: ref(PageMetaDto) };
}
