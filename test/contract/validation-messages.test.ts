import { describe, expect, it } from '@jest/globals';
import { useApi, type Answer } from '../support/app.js';
import {
  bodyRequests,
  examplePath,
  loadOperations,
  type BodyRequest,
  type Operation,
  type Schema,
} from '../support/request-schemas.js';

interface Field {
  /** The names that lead to it, such as `['relation', 'parent', 'id']`. */
  path: string[];
  schema: Schema;
}

const values: Record<string, unknown> = {
  'a string': 'text',
  'an empty string': '',
  'a string with spaces around it': ' EUR ',
  'a number': 7,
  'a number of digits as a string': '7',
  'a fraction': 1.5,
  'a fraction with many digits': 0.123456,
  'a negative number': -7,
  'a huge number': 1e300,
  'a boolean': true,
  null: null,
  'an empty array': [],
  'an empty object': {},
  'a nested array': [['UDP']],
  'an array of wrong items': [true, {}, null],
  'an array of fractions': [1.5],
  'an array with an item twice': ['UDP', 'UDP'],
  'an array with a port twice': [5060, 5060],
  'an object of wrong values': { id: [] },
};

/** What the message for a value of a wrong type says: the type, or the kind of string that the field takes. */
function typeMessage({ type, oneOf, format, enum: names, maxLength }: Schema, path: string[]): RegExp {
  if (oneOf) return /^must be (a (positive )?decimal number|positive for a)\b/;
  switch (type) {
    case 'object':
      return /^must be an object$/;
    case 'array':
      return /^must be an array of (ports|protocols|percentages|charges)$/;
    case 'boolean':
      return /^must be a boolean value$/;
    case 'integer':
      return /^must be an integer number$/;
    case 'number':
      return /^must be a number from /;
  }
  if (names) return new RegExp(`^must be one of the following values: ${names.join(', ')}$`);
  if (format === 'date-time') return /^must be a timestamp with a time zone/;
  if (format === 'email') return /^must be an e-mail address$/;
  if (path.at(-1) === 'ipAddress') return /^must be an IPv4 or IPv6 address$/;
  if (path.at(-1) === 'country') return /^must be a string: an ISO 3166-1 alpha-2 code$/;
  return maxLength === undefined || path.at(-1) === 'orgId' || path.at(-1) === 'domain'
    ? /^must be a string\b/
    : new RegExp(`^must be a string of .*\\b${maxLength} characters`);
}

/** What the message says for a value of the right type that breaks a rule. */
function ruleMessage(value: unknown, schema: Schema, path: string[]): RegExp {
  const { type, oneOf, minimum, maximum, enum: names, minItems } = schema;
  if (oneOf) return typeMessage(schema, path);
  if (path.at(-1) === 'cidr')
    return (value as number) < 0
      ? /^must not be less than (0|8 for IPv4)$/
      : /^must not be (less than 8 for IPv4|greater than (128|32 for IPv4))$/;
  if (type === 'integer')
    return (value as number) < minimum!
      ? new RegExp(`^must not be less than ${minimum}\\b`)
      : /^must not be greater than \d+\b/;
  if (type === 'number')
    return new RegExp(`^must (be a number from .* to ${maximum}\\b|have at most \\w+ decimal)`);
  if (type === 'array') {
    const items = value as unknown[];
    if (items.length === 0 && minItems)
      return /^must contain at least one (port|protocol|percentage|charge)\b/;
    const { type: itemType, maximum: largest = Infinity } = schema.items!;
    return items.every((item) => typeof item === (itemType === 'string' ? 'string' : 'number')) &&
      items.every((item) => Number.isInteger(item) && (item as number) <= largest) ===
        (itemType === 'integer')
      ? /^must not contain a (port|protocol|percentage) twice$/
      : /^must contain only (integers from 1 to (65535|100)|UDP, TCP, TLS, WS, WSS)$/;
  }
  if (type === 'object')
    return /^must contain only strings, numbers and booleans, but \w+ is something else$/;
  if (names) return typeMessage(schema, path);
  return /^must (be a domain name|be an organization id|be org_456, as in the path$|be an? (ISO|IPv4|e-mail|timestamp|string of 1 to)|be one word|have )/;
}

function isOfType(value: unknown, { type, oneOf, nullable }: Schema): boolean {
  if (oneOf) return oneOf.some((schema) => isOfType(value, schema));
  if (value === null) return nullable === true;
  if (Array.isArray(value)) return type === 'array';
  if (typeof value === 'number') return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return typeof value === type;
}

const detailsOf = ({ status, body }: Answer) =>
  status === 400 ? (body.details as { field: string; message: string }[]) : [];

describe('the messages of validation', () => {
  const api = useApi();

  /** Every operation with a body, the fields of the body at every depth, and the example. */
  const loadBodies = async () => {
    const { operations, resolve } = await loadOperations(api);
    const fieldsOf = (schema: Schema, parent: string[] = []): Field[] =>
      Object.entries(resolve(schema).properties ?? {}).flatMap(([name, given]) => {
        const path = [...parent, name];
        const inner = resolve(given);
        return [
          { path, schema: { ...inner, items: inner.items && resolve(inner.items) } },
          ...fieldsOf(inner, path),
        ];
      });
    /** An object with its required fields. */
    const minimal = (schema: Schema): unknown => {
      const { type, required, properties, example, nullable } = resolve(schema);
      if (type !== 'object' || nullable || !properties) return example;
      return Object.fromEntries((required ?? []).map((name) => [name, minimal(properties[name]!)]));
    };
    /** The example, or else the required fields, with `value` at the path. */
    const bodyWith = ({ schema, example }: BodyRequest, path: string[], value: unknown): object => {
      const body = structuredClone(example);
      let at = body as Record<string, unknown>;
      let inside = resolve(schema);
      for (const name of path.slice(0, -1)) {
        inside = resolve(inside.properties![name]!);
        at = at[name] = (minimal({ ...inside, nullable: false }) ?? {}) as Record<string, unknown>;
      }
      at[path.at(-1)!] = value;
      return body;
    };
    const bodies = bodyRequests(operations).map((request) => ({ request, fields: fieldsOf(request.schema) }));
    return { bodies, bodyWith };
  };

  it('name the type of a field whose value has another type, in one message', async () => {
    const { bodies, bodyWith } = await loadBodies();
    let tried = 0;
    for (const { request, fields } of bodies)
      for (const { path, schema } of fields)
        for (const [kind, value] of Object.entries(values)) {
          if (isOfType(value, schema)) continue;
          const body = bodyWith(request, path, value);
          const answer = await api.admin.send(request.method, request.url, body);
          const message = expect.stringMatching(typeMessage(schema, path)) as unknown;
          expect([request.operationId, kind, answer.status, detailsOf(answer)]).toEqual([
            request.operationId,
            kind,
            400,
            [{ field: path.join('.'), message }],
          ]);
          tried++;
        }
    expect(tried).toBeGreaterThan(1000);
  });

  /** Without it, an organization cannot have a `verification`. */
  const type = { verification_type: { id: 1 } };

  it('name the rule that a value of the right type breaks, in one message', async () => {
    const { bodies, bodyWith } = await loadBodies();
    let tried = 0;
    for (const { request, fields } of bodies)
      for (const { path, schema } of fields)
        for (const [kind, value] of Object.entries(values)) {
          if (!isOfType(value, schema) || value === null || schema.properties || schema.items?.properties)
            continue;
          const body = { ...bodyWith(request, path, value), ...(path[0] === 'verification' && type) };
          const answer = await api.admin.send(request.method, request.url, body);
          // The other values are right, or another rule than those of validation refuses them.
          if (answer.body.code !== 'validation_failed') continue;
          const message = expect.stringMatching(ruleMessage(value, schema, path)) as unknown;
          expect([request.operationId, kind, detailsOf(answer)]).toEqual([
            request.operationId,
            kind,
            [{ field: path.join('.'), message }],
          ]);
          tried++;
        }
    expect(tried).toBeGreaterThan(100);
  });

  it('name each missing field of an object', async () => {
    const { bodies, bodyWith } = await loadBodies();
    let tried = 0;
    for (const { request, fields } of bodies)
      for (const { path, schema } of fields) {
        if (!schema.properties || !schema.required) continue;
        const body = bodyWith(request, path, {});
        const answer = await api.admin.send(request.method, request.url, body);
        expect([request.operationId, detailsOf(answer).map(({ field }) => field)]).toEqual([
          request.operationId,
          schema.required.map((name) => [...path, name].join('.')),
        ]);
        tried++;
      }
    expect(tried).toBeGreaterThan(20);
  });

  it('are one for each field if all fields are wrong', async () => {
    const { bodies } = await loadBodies();
    for (const { request, fields } of bodies)
      for (const value of [[[]], 1.5, { a: { b: [] } }]) {
        const wrong = fields.filter(({ path, schema }) => path.length === 1 && !isOfType(value, schema));
        const body = Object.fromEntries(wrong.map(({ path }) => [path[0]!, value]));
        const answer = await api.admin.send(request.method, request.url, body);
        const named = detailsOf(answer).map(({ field }) => field);
        expect([request.operationId, new Set(named).size]).toEqual([request.operationId, named.length]);
        expect(named).toEqual(expect.arrayContaining(wrong.map(({ path }) => path[0])));
      }
  });

  it.each([
    ['PUT', '/orgips/ip_001', 'allowedPorts', 5060, 'must be an array of ports'],
    ['PUT', '/orgips/ip_001', 'allowedPorts', '5060', 'must be an array of ports'],
    ['PUT', '/orgips/ip_001', 'allowedPorts', { 0: 5060 }, 'must be an array of ports'],
    ['PUT', '/orgips/ip_001', 'allowedPorts', ['a', 'a'], 'must contain only integers from 1 to 65535'],
    ['PUT', '/orgips/ip_001', 'allowedPorts', [1, 1], 'must not contain a port twice'],
    ['PUT', '/orgips/ip_001', 'protocols', 'UDP', 'must be an array of protocols'],
    ['PUT', '/orgips/ip_001', 'protocols', ['udp', 'udp'], 'must contain only UDP, TCP, TLS, WS, WSS'],
    ['PUT', '/orgips/ip_001', 'cidr', '24', 'must be an integer number'],
    ['PUT', '/domains/dom_123', 'orgId', 456, 'must be a string with an organization id, such as org_456'],
    ['PUT', '/domains/dom_123', 'orgId', '', 'must be an organization id such as org_456'],
    ['PUT', '/domains/dom_123', 'sipRealm', 'a b', 'must be one word without quotes or backslashes'],
    ['PUT', '/domains/dom_123', 'sipRealm', '', 'must be one word without quotes or backslashes'],
  ])('%s %s: %s cannot be %j: %s', async (method, path, field, value, message) => {
    const answer = await api.admin.send(method, path, { [field]: value });
    expect([answer.status, detailsOf(answer)]).toEqual([400, [{ field, message }]]);
  });

  it.each(['', 'EUR ', ' EUR', 'EURO', '978'])(
    'currency cannot be %j: it is no ISO 4217 code',
    async (currency) => {
      const answer = await api.admin.put('/billingprofile/org_789', { currency });
      const message = expect.stringContaining('ISO 4217') as unknown;
      expect([answer.status, detailsOf(answer)]).toEqual([400, [{ field: 'currency', message }]]);
    },
  );

  it.each([
    ['country', 'US ', 'must be an ISO 3166-1 alpha-2 code without white space around it'],
    ['country', '', 'must be an ISO 3166-1 alpha-2 code from /lookups/countries'],
    ['country', 'us', 'must be an ISO 3166-1 alpha-2 code in upper case'],
  ])('%s of an address cannot be %j: %s', async (name, value, message) => {
    const answer = await api.admin.put('/billingprofile/org_789', { billingAddress: { [name]: value } });
    expect(detailsOf(answer)).toEqual([{ field: `billingAddress.${name}`, message }]);
  });

  it('say of a long e-mail address that it is too long', async () => {
    const email = `${'a'.repeat(250)}@example.org`;
    const message = 'must have at most 254 characters';
    expect(detailsOf(await api.admin.patch('/organizations/456/contacts/1', { email }))).toEqual([
      { field: 'email', message },
    ]);
    expect(detailsOf(await api.admin.put('/billingprofile/org_789', { billingContact: { email } }))).toEqual([
      { field: 'billingContact.email', message },
    ]);
  });

  describe('of query parameters', () => {
    const loadParameters = async () => {
      const { operations } = await loadOperations(api);
      return operations.flatMap((operation) => {
        const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
        return query.map(({ name, schema }) => {
          const others = query
            .filter((other) => other.required && other.name !== name)
            .map((other) => `${other.name}=${String(other.schema.example)}&`);
          return { operation, name, schema, url: `${examplePath(operation)}?${others.join('')}` };
        });
      });
    };
    const send = ({ method }: Operation, url: string) =>
      api.admin.send(method.toUpperCase(), url, method === 'put' ? { parent: { id: 1 } } : undefined);

    it('name the type or the rule, in one message', async () => {
      let tried = 0;
      for (const { operation, name, schema, url } of await loadParameters())
        for (const value of [
          '',
          '%20',
          'x',
          '1.5',
          '%201',
          '-1',
          '1e3',
          'TRUE',
          'null',
          '[]',
          '{}',
          '9'.repeat(20),
        ]) {
          const answer = await send(operation, `${url}${name}=${value}`);
          if (answer.body.code !== 'validation_failed') {
            // Any text can be the value of these filters.
            expect([operation.operationId, name, value, schema.type, answer.status]).toEqual([
              operation.operationId,
              name,
              value,
              'string',
              200,
            ]);
            continue;
          }
          const { type, minimum, maximum } = schema;
          const right =
            type === 'boolean'
              ? /^must be a boolean value$/
              : schema.pattern
                ? /^must be (one or more of \w+.*, separated by commas; a leading - sorts descending|a month such as)/
                : type === 'integer' && value === '-1'
                  ? new RegExp(`^must not be less than ${minimum}$`)
                  : type === 'integer' && value.startsWith('999')
                    ? new RegExp(`^must not be greater than ${maximum}$`)
                    : type === 'integer' || schema.enum || schema.format
                      ? typeMessage(schema, [name])
                      : /^must (contain a visible character|be (an? (IPv4|domain name|organization id|nextCursor)|a string of))/;
          const message = expect.stringMatching(right) as unknown;
          expect([operation.operationId, value, detailsOf(answer)]).toEqual([
            operation.operationId,
            value,
            [{ field: name, message }],
          ]);
          tried++;
        }
      expect(tried).toBeGreaterThan(500);
    });

    it('say that a parameter must not be repeated', async () => {
      for (const { operation, name, url } of await loadParameters())
        for (const values of [
          ['1', '2'],
          ['', ''],
          ['true', 'true', 'true'],
        ]) {
          const answer = await send(operation, url + values.map((value) => `${name}=${value}`).join('&'));
          expect([operation.operationId, answer.status, detailsOf(answer)]).toEqual([
            operation.operationId,
            400,
            [{ field: name, message: 'must be given only once' }],
          ]);
        }
    });

    it('say that names have no brackets', async () => {
      for (const { operation, name, schema, url } of await loadParameters())
        for (const field of [`${name}[]`, `${name}[a]`, `${name}[0]`]) {
          const required = name === 'ip' ? `ip=${String(schema.example)}&` : '';
          for (const written of [field, encodeURIComponent(field)]) {
            const answer = await send(operation, `${url}${required}${written}=1`);
            expect([operation.operationId, answer.status, detailsOf(answer)]).toEqual([
              operation.operationId,
              400,
              [{ field, message: 'is not a known parameter; names of parameters have no brackets' }],
            ]);
          }
        }
      const answer = await api.admin.get('/organizations/1?fields[]=name');
      expect(detailsOf(answer)).toEqual([
        { field: 'fields[]', message: 'is not a known parameter; names of parameters have no brackets' },
      ]);
    });
  });
});
