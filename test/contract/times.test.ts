import { beforeAll, describe, expect, it } from '@jest/globals';
import { createOpenApiDocument } from '../../src/openapi/document.js';
import { useApi, type Answer } from '../support/app.js';

const TIME = '2099-01-31T23:30:00';

/** Every form of one time, and of one in the same second. */
const FORMS = [
  `${TIME}Z`,
  `${TIME.toLowerCase()}z`,
  `${TIME}.5Z`,
  `${TIME}.123456789012345678901234567890z`,
  `${TIME}+00:00`,
  `${TIME}-00:00`,
  `${TIME}.000+0000`,
  '2099-02-01t05:00:00+05:30',
  '2099-02-01T05:00:00.000+0530',
  '2099-02-01T13:30:00+14:00',
];

const EXPECTED = 'must be a timestamp with a time zone, such as 2024-02-01T00:00:00Z';
const HINT = `${EXPECTED}; write the + of the time zone as %2B, because a + in a query means a space`;

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  format?: string;
  properties?: Record<string, Schema>;
}

describe('every time of a request', () => {
  const api = useApi();
  /** `operationId field` of each parameter and each field of a body. */
  const parameters: string[] = [];
  const fields: string[] = [];

  beforeAll(() => {
    const document = createOpenApiDocument(api.app);
    const resolve = ({ $ref, allOf, ...schema }: Schema): Schema => {
      if ($ref !== undefined)
        return resolve(document.components!.schemas![$ref.split('/').at(-1)!] as Schema);
      return allOf ? { ...resolve(allOf[0]!), ...schema } : schema;
    };
    const times = (schema: Schema, path: string): string[] => {
      const { format, properties = {} } = resolve(schema);
      return [
        ...(format === 'date-time' ? [path] : []),
        ...Object.entries(properties).flatMap(([name, inner]) =>
          times(inner, path === '' ? name : `${path}.${name}`),
        ),
      ];
    };
    for (const operations of Object.values(document.paths))
      for (const { operationId, parameters: declared = [], requestBody } of [
        operations.get,
        operations.post,
        operations.put,
        operations.patch,
        operations.delete,
      ].filter((operation) => operation !== undefined)) {
        for (const parameter of declared)
          if ('schema' in parameter && (parameter.schema as Schema).format === 'date-time')
            parameters.push(`${operationId} ${parameter.name}`);
        if (requestBody && 'content' in requestBody)
          fields.push(
            ...times(requestBody.content['application/json']!.schema as Schema, '').map(
              (field) => `${operationId} ${field}`,
            ),
          );
      }
  });

  /** What the caller sends in place of each field, and where the response shows it. */
  const requests: Record<string, (time: string) => Promise<Answer>> = {
    'createApiKey expiresAt': (expiresAt) =>
      api.admin.post('/apikeys', { name: 'a key', role: 'edge', expiresAt }),
    'setBillingProfile nextBillingDate': (nextBillingDate) =>
      api.admin.put('/billingprofile/456', { nextBillingDate }),
    'setCustomerBillingProfile nextBillingDate': (nextBillingDate) =>
      api.admin.put('/organizations/456/billing-profile', { nextBillingDate }),
  };
  const shown: Record<string, (answer: Answer) => unknown> = {
    'createApiKey expiresAt': ({ body }) => body.data.expiresAt,
    'setBillingProfile nextBillingDate': ({ body }) => body.data.nextBillingDate,
    'setCustomerBillingProfile nextBillingDate': ({ body }) => body.data.nextBillingDate,
  };

  it('is one of those that these tests know', () => {
    expect(fields.sort()).toEqual(Object.keys(requests).sort());
    // All have the same decorator.
    const names = { listAuditEntries: ['at', 'since', 'until'], listCharges: ['since', 'until'] };
    expect(parameters.sort()).toEqual(
      Object.entries({ ...names, listEmergencyCalls: ['since', 'until'] }).flatMap(([operation, those]) =>
        those.map((name) => `${operation} ${name}`),
      ),
    );
  });

  it('of a body has every form of RFC 3339, and that of the organizations', async () => {
    for (const [field, send] of Object.entries(requests))
      for (const form of FORMS) {
        const answer = await send(form);
        expect([field, form, answer.status]).toEqual([field, form, field.startsWith('create') ? 201 : 200]);
        expect(shown[field]!(answer)).toBe(`${TIME}Z`);
      }
  });

  it('of a query has every form of RFC 3339, and that of the organizations', async () => {
    const none = { since: true, until: false, at: false };
    for (const [name, isEmpty] of Object.entries(none))
      for (const form of FORMS) {
        const { status, body } = await api.admin.get(
          `/audit?${name}=${encodeURIComponent(form)}&resourceId=dom_123`,
        );
        expect([name, form, status, body.meta?.total === 0]).toEqual([name, form, 200, isEmpty]);
      }
  });

  it('of a query counts to the microsecond', async () => {
    const { body } = await api.admin.get('/audit?limit=1');
    const [{ id, time }] = body.data as [{ id: number; time: string }];
    const finds = async (filter: string, decimals: string): Promise<boolean> => {
      const value = encodeURIComponent(time.replace('Z', `${decimals}+0000`));
      const found = (await api.admin.get(`/audit?${filter}=${value}`)).body.data as { id: number }[];
      return found.some((entry) => entry.id === id);
    };
    expect([await finds('since', ''), await finds('since', '000')]).toEqual([true, true]);
    expect(await finds('since', '001')).toBe(false);
    expect([await finds('until', ''), await finds('until', '000')]).toEqual([false, false]);
    expect(await finds('until', '001')).toBe(true);
  });

  it('of a query gets a hint if its + was not escaped', async () => {
    for (const name of ['since', 'until', 'at'])
      for (const [form, message] of [
        [`${TIME}+00:00`, HINT],
        [`${TIME}.25+0530`, HINT],
        [`${TIME}%2B25:00`, EXPECTED],
        ['2024-02-31T00:00:00+00:00', EXPECTED],
        ['yesterday+evening', EXPECTED],
      ]) {
        const { status, body } = await api.admin.get(`/audit?${name}=${form!}`);
        expect([form, status, body.details]).toEqual([form, 400, [{ field: name, message }]]);
      }
  });

  it('of a body gets no such hint', async () => {
    for (const send of Object.values(requests))
      expect((await send(`${TIME} 00:00`)).body.details[0].message).toBe(EXPECTED);
  });
});
