import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { useApi } from '../support/app.js';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: object[];
  parameters?: {
    name: string;
    in: string;
    required: boolean;
    description?: string;
    schema: { example?: string | number; default?: string | number | boolean };
  }[];
  requestBody?: { content: Record<string, { examples?: Record<string, { value: object }> }> };
  responses: Record<
    string,
    { $ref?: string; content: Record<string, { schema: object; example?: unknown; examples?: object }> }
  >;
  'x-access-level': string;
}

describe('the OpenAPI document', () => {
  const api = useApi();
  const served = async () =>
    (await fetch(`${api.url}/openapi.json`)).json() as Promise<{
      paths: Record<string, Record<string, Operation>>;
      tags: { name: string }[];
      components: {
        responses: Record<string, Operation['responses'][string]>;
        schemas: Record<string, { properties: Record<string, { description?: string }> }>;
      };
    }>;
  const operations = async () =>
    Object.entries((await served()).paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
    );

  it('is public and equals the committed openapi.json', async () => {
    expect(await served()).toEqual(JSON.parse(readFileSync('openapi.json', 'utf8')));
  });

  it('describes every operation with its summary, access level, parameters and errors', async () => {
    const document = await served();
    const ids = new Set<string>();
    for (const operation of await operations()) {
      const { method, path, operationId, summary, description, tags, parameters, responses, security } =
        operation;
      const at = `${method} ${path}`;
      expect([at, ids.has(operationId)]).toEqual([at, false]);
      ids.add(operationId);
      expect(operationId).toMatch(
        /^(list|get|create|update|delete|set|move|restore|rotate|revoke|record|extend)[A-Z]/,
      );
      expect(summary.length).toBeGreaterThan(5);
      expect(description).toMatch(/\*\*Access\*\*: /);
      expect(document.tags.map(({ name }) => name)).toContain(tags[0]);
      for (const parameter of parameters ?? [])
        expect([at, parameter.name, parameter.description]).not.toContain(undefined);
      expect(security).toEqual(
        operation['x-access-level'] === 'public' ? [] : [{ token: [] }, { apiKey: [] }],
      );
      const expected = operation['x-access-level'] === 'public' ? ['500'] : ['401', '403', '500'];
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(expected));
      for (const [status, response] of Object.entries(responses)) {
        if (status === '304') continue;
        const resolved = response.$ref
          ? document.components.responses[response.$ref.split('/').at(-1)!]!
          : response;
        const { schema, examples } = resolved.content['application/json']!;
        if (Number(status) >= 400) {
          expect(JSON.stringify(schema)).toContain('#/components/schemas/ErrorDto');
          expect(JSON.stringify(schema)).toContain('"enum":');
          expect(Object.keys(examples!).length).toBeGreaterThan(0);
        }
      }
    }
    for (const [name, { properties }] of Object.entries(document.components.schemas))
      for (const [property, { description }] of Object.entries(properties))
        expect([name, property, description]).not.toContain(undefined);
  });

  it('shows the examples of the VoIP document', async () => {
    const { paths } = await served();
    const domain = paths['/domains/{id}']!;
    expect(domain.get!.responses['200']!.content['application/json']!.example).toMatchObject({
      success: true,
      data: {
        id: 'dom_123',
        domain: 'company1.voip.example.com',
        metadata: { region: 'us-east', cluster: 'prod-1' },
      },
    });
    expect(domain.post!.requestBody!.content['application/json']).toMatchObject({
      examples: { document: { value: { domain: 'newcompany.voip.example.com', orgId: 'org_999' } } },
    });
    for (const [path, method, status] of [
      ['/domains', 'get', '200'],
      ['/domains/{id}', 'post', '201'],
      ['/domains/{id}', 'put', '200'],
      ['/domains/{id}', 'delete', '200'],
      ['/orgips/index', 'get', '200'],
      ['/orgips/{entity}', 'post', '201'],
      ['/orgips/{entity}', 'put', '200'],
      ['/orgips/{entity}', 'delete', '200'],
      ['/organizations/{id}', 'get', '200'],
      ['/billingprofile', 'get', '200'],
      ['/billingprofile/{id}', 'get', '200'],
    ] as const)
      expect([
        path,
        paths[path]![method]!.responses[status]!.content['application/json']!.example,
      ]).not.toContain(undefined);
    expect(
      Object.keys(paths['/orgips/{entity}']!.get!.responses['200']!.content['application/json']!.examples!),
    ).toHaveLength(2);
  });

  it('has example bodies that work with the demo data', async () => {
    const tried: string[] = [];
    for (const { method, path, operationId, parameters, requestBody } of await operations()) {
      const example = Object.values(requestBody?.content['application/json']?.examples ?? {})[0]?.value;
      if (!requestBody) continue;
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const parameter = parameters!.find((candidate) => candidate.name === name)!;
        return String(parameter.schema.example);
      });
      const answer = await api.admin.send(method.toUpperCase(), url, example);
      expect([operationId, answer.status < 300, answer.body.message]).toEqual([
        operationId,
        true,
        expect.any(String),
      ]);
      tried.push(operationId);
    }
    expect(tried).toHaveLength(16);
  });

  it('has example parameters that work with the demo data as Swagger UI fills them in', async () => {
    let tried = 0;
    for (const { method, path, operationId, parameters = [] } of await operations()) {
      const filled = parameters.flatMap(({ name, in: place, required, schema }) => {
        const value = schema.example ?? schema.default;
        // It would be filled in, and narrow the answer to almost nothing.
        if (!required) expect([operationId, name, schema.example]).toEqual([operationId, name, undefined]);
        return value === undefined ? [] : [{ name, place, value: String(value) }];
      });
      if (method !== 'get') continue;
      const query = new URLSearchParams();
      for (const { name, place, value } of filled) if (place === 'query') query.set(name, value);
      const url = path.replace(/\{(\w+)\}/g, (_, name) => filled.find((one) => one.name === name)!.value);
      // An administrator has no organization of their own.
      const caller = /^get(My|Own)/.test(operationId) ? api.manager(456) : api.admin;
      const answer = await caller.get(`${url}?${query.toString()}`);
      expect([operationId, answer.status, answer.body.code]).toEqual([operationId, 200, undefined]);
      tried++;
    }
    expect(tried).toBeGreaterThanOrEqual(40);
  });

  it('has every path of the two documents with these operation ids', async () => {
    const names = Object.fromEntries(
      (await operations()).map(({ method, path, operationId }) => [`${method} ${path}`, operationId]),
    );
    expect(names).toMatchObject({
      'get /domains': 'listDomains',
      'get /domains/{id}': 'getDomain',
      'post /domains/{id}': 'createDomain',
      'put /domains/{id}': 'updateDomain',
      'delete /domains/{id}': 'deleteDomain',
      'get /orgips/index': 'listOrgIps',
      'get /orgips/{entity}': 'getOrgIp',
      'post /orgips/{entity}': 'createOrgIp',
      'put /orgips/{entity}': 'updateOrgIp',
      'delete /orgips/{entity}': 'deleteOrgIp',
      'get /billingprofile': 'getOwnBillingProfile',
      'get /billingprofile/{id}': 'getBillingProfile',
      'put /billingprofile/{id}': 'setBillingProfile',
      'delete /billingprofile/{id}': 'deleteBillingProfile',
      'get /billingprofile/{id}/effective': 'getEffectiveBillingProfile',
      'post /organizations': 'createOrganization',
      'get /organizations': 'listOrganizations',
      'get /organizations/my': 'getMyOrganization',
      'get /organizations/{id}': 'getOrganization',
      'patch /organizations/{id}': 'updateOrganization',
      'delete /organizations/{id}': 'deleteOrganization',
      'post /organizations/{id}/restore': 'restoreOrganization',
      'put /organizations/{id}/parent': 'moveOrganization',
      'get /organizations/{id}/tree': 'getOrganizationTree',
      'get /organizations/{id}/contacts': 'listContacts',
      'get /lookups/countries/{id}': 'getCountry',
    });
  });
});
