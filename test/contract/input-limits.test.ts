import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../support/app.js';
import { bodyRequests, loadOperations, type Schema } from '../support/request-schemas.js';

describe('input limits', () => {
  const api = useApi();

  /** Where something may be of any length or size. */
  function unbounded(schema: Schema, at: string, resolve: (schema: Schema) => Schema): string[] {
    const { type, format, oneOf, properties, additionalProperties, items, ...limits } = resolve(schema);
    const closed = limits.enum !== undefined || limits.pattern !== undefined || format === 'date-time';
    const own = [
      type === 'string' && !closed && limits.maxLength === undefined,
      type === 'array' && limits.maxItems === undefined,
      (type === 'integer' || type === 'number') && !closed && limits.maximum === undefined,
    ].some(Boolean);
    return [
      ...(own ? [at] : []),
      ...Object.entries(properties ?? {}).flatMap(([name, inner]) =>
        unbounded(inner, `${at}.${name}`, resolve),
      ),
      ...[items, additionalProperties, ...(oneOf ?? [])]
        .filter((inner) => inner !== undefined)
        .flatMap((inner) => unbounded(inner, `${at}[]`, resolve)),
    ];
  }

  it('exist for every string, number and array of a request', async () => {
    const { operations, resolve } = await loadOperations(api);
    const open = operations.flatMap(({ operationId, parameters, requestBody }) => [
      // Headers have 16 kB in all.
      ...(parameters ?? [])
        .filter((parameter) => parameter.in !== 'header')
        .flatMap(({ name, schema }) => unbounded(schema, `${operationId} ${name}`, resolve)),
      ...(requestBody
        ? unbounded(requestBody.content['application/json'].schema, `${operationId} body`, resolve)
        : []),
    ]);
    expect(open).toEqual([]);
  });

  it('are enforced on bodies: the error names the field that exceeds its limit', async () => {
    const { operations, resolve } = await loadOperations(api);
    let tried = 0;
    for (const { operationId, method, url, schema, example } of bodyRequests(operations)) {
      for (const [name, given] of Object.entries(resolve(schema).properties!)) {
        const { type, maxLength, maxItems, maximum, items } = resolve(given);
        const excess =
          type === 'string' && maxLength !== undefined
            ? 'x'.repeat(maxLength + 1)
            : type === 'array' && maxItems !== undefined
              ? Array.from({ length: maxItems + 1 }, (_, n) =>
                  resolve(items!).type === 'integer' ? n + 1 : 'UDP',
                )
              : (type === 'integer' || type === 'number') && maximum !== undefined
                ? maximum + 1
                : undefined;
        if (excess === undefined) continue;
        const body = { ...example, [name]: excess };
        const answer = await api.admin.send(method, url, body);
        expect([operationId, name, answer.status, faultyFields(answer)]).toEqual([
          operationId,
          name,
          400,
          expect.arrayContaining([name]),
        ]);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(40);
  });

  it('are enforced on the digits of every number in every body: it is stored exactly or refused', async () => {
    const { operations, resolve } = await loadOperations(api);
    const tried: string[] = [];
    for (const { operationId, method, url, schema, example } of bodyRequests(operations)) {
      for (const field of numbers(schema, resolve))
        for (const literal of ['8949226190123456789', '0.1234567890123456789012', '1e400', '1e-400']) {
          const body = JSON.stringify(withValue(example, field, 'the number')).replace(
            '"the number"',
            literal,
          );
          const answer = await api.admin.send(method, url, body);
          expect([operationId, literal, answer.status, answer.body.details]).toEqual([
            operationId,
            literal,
            400,
            expect.arrayContaining([
              { field: field.join('.'), message: expect.stringContaining('to be kept exactly') },
            ]),
          ]);
          tried.push(`${operationId} ${field.join('.')}`);
        }
    }
    expect(tried).toEqual(
      expect.arrayContaining([
        'createDomain metadata.name',
        'createOrgIp allowedPorts.0',
        'createOrganization relation.parent.id',
        'setBillingProfile creditLimit',
        'rotateApiKey overlapSeconds',
      ]),
    );
  });

  /** The paths of all numbers in a body. An object with any names gets one called `name`. */
  function numbers(schema: Schema, resolve: (schema: Schema) => Schema): string[][] {
    const { type, properties = {}, additionalProperties, items, oneOf = [] } = resolve(schema);
    const inner: [string, Schema][] = Object.entries(properties);
    if (additionalProperties) inner.push(['name', additionalProperties]);
    if (items) inner.push(['0', items]);
    const found = [
      ...(type === 'integer' || type === 'number' ? [[]] : []),
      ...oneOf.flatMap((each) => numbers(each, resolve)),
      ...inner.flatMap(([name, each]) => numbers(each, resolve).map((path) => [name, ...path])),
    ];
    return found;
  }

  /** A copy of a body with a value at a path. */
  function withValue(body: unknown, [name, ...rest]: string[], value: unknown): unknown {
    if (name === undefined) return value;
    if (name === '0') return [withValue(undefined, rest, value)];
    const object = (body ?? {}) as Record<string, unknown>;
    return { ...object, [name]: withValue(object[name], rest, value) };
  }

  it('include what every text of a body refuses: characters that reorder text, and nothing visible', async () => {
    const { operations, resolve } = await loadOperations(api);
    const texts = (schema: Schema, path: string[] = []): string[][] => {
      const { type, properties, additionalProperties } = resolve(schema);
      if (type === 'string') return [path];
      return additionalProperties
        ? []
        : Object.entries(properties ?? {}).flatMap(([name, inner]) => texts(inner, [...path, name]));
    };
    let tried = 0;
    for (const { operationId, method, url, schema, example } of bodyRequests(operations)) {
      for (const names of texts(schema))
        for (const text of ['a\u202eb', '\u200b']) {
          const [first, ...rest] = names as [string, ...string[]];
          const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), text);
          const body = { ...example, [first]: value };
          const answer = await api.admin.send(method, url, body);
          expect([operationId, answer.status, faultyFields(answer)]).toEqual([
            operationId,
            400,
            expect.arrayContaining([names.join('.')]),
          ]);
          tried++;
        }
    }
    expect(tried).toBeGreaterThan(80);
  });

  it('are enforced on parameters with 400, or with 404 for an id', async () => {
    const { operations } = await loadOperations(api);
    for (const { method, path, operationId, parameters } of operations) {
      if (method !== 'get') continue;
      const example = (_: string, name: string): string =>
        String(parameters!.find((candidate) => candidate.name === name)!.schema.example);
      for (const { name, in: place, schema } of parameters ?? []) {
        const { maxLength, maximum } = schema;
        if (place === 'header' || (maxLength === undefined && maximum === undefined)) continue;
        const excess = maxLength === undefined ? String(maximum! + 1) : '9'.repeat(maxLength + 1);
        const url =
          place === 'path'
            ? path.replace(`{${name}}`, excess).replace(/\{(\w+)\}/g, example)
            : `${path.replace(/\{(\w+)\}/g, example)}?${name}=${excess}`;
        const { status } = await api.admin.get(url);
        // What routing is asked is no id.
        const expected = place === 'path' && !path.startsWith('/routing/') ? 404 : 400;
        expect([operationId, name, status]).toEqual([operationId, name, expected]);
      }
    }
  });
});
