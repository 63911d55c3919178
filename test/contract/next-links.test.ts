import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createOpenApiDocument } from '../../src/openapi/document.js';
import { useApi } from '../support/app.js';

interface List {
  path: string;
  /** Values of each filter that several items match, as text. */
  filters: Record<string, string[]>;
  /** Values of filters that at most one item matches, so that there is no next page. */
  unique?: Record<string, string[]>;
}

const NAME = 'Who is it? 100% of a/b & c+d=e: ~(ü), 😀*!';
const LONG_AGO = ['2020-01-01T00:00:00+00:00', '2020-01-01t00:00:00.123456789z'];
const LATER = ['2100-01-01T00:00:00+0000'];
const PAGE_PARAMETERS = ['limit', 'cursor', 'count', 'sort'];

describe('the link to the next page', () => {
  const api = useApi();
  let lists: Record<string, List>;

  beforeAll(async () => {
    const fields = { name: NAME, class: { id: 0 } };
    const owner = await api.createOrganization(fields);
    const orgId = `org_${owner}`;
    const child = await api.createOrganization({ ...fields, parent: owner, ext_reference: NAME });
    await api.createOrganization({ ...fields, parent: child, ext_reference: NAME });
    await api.createOrganization({ ...fields, parent: owner });

    let number = 0;
    for (const status of ['active', 'inactive', 'suspended'])
      for (const type of ['primary', 'alias']) {
        const id = await api.createDomain(owner, { type });
        await api.admin.put(`/domains/${id}`, { status });
      }
    await api.admin.put('/domains/made-1', { sipRealm: 'realm.example.org' });
    for (const status of ['active', 'inactive'])
      for (const type of ['signaling', 'media', 'both']) {
        const id = await api.createIp(owner, '198.18.0.0', 16 + number++, { type });
        await api.admin.put(`/orgips/${id}`, { status });
      }
    for (const name of ['one', 'two']) {
      await api.admin.post(`/organizations/${owner}/contacts`, { name, type: { id: 6 } });
      await api.admin.post('/apikeys', { name, role: 'viewer', orgId });
    }
    await api.admin.put(`/billingprofile/${owner}`, { billingPlan: 'one' });
    await api.admin.put(`/billingprofile/${owner}`, { billingPlan: 'two' });

    const organizations = { name: [NAME], status: ['0'], type: ['4'], class: ['0'], country: ['74'] };
    const ips = {
      type: ['signaling', 'media', 'both'],
      status: ['active', 'inactive'],
      ipAddress: ['198.18.0.1'],
    };
    lists = {
      listDomains: {
        path: '/domains',
        filters: { orgId: [orgId], type: ['primary', 'alias'], status: ['active', 'inactive', 'suspended'] },
        unique: { domain: ['made-1.example.org'] },
      },
      listOrgIps: { path: '/orgips/index', filters: { ...ips, orgId: [orgId] } },
      getOrgIp: { path: `/orgips/${orgId}`, filters: ips },
      listOrganizations: { path: '/organizations', filters: { ...organizations, ext_reference: [NAME] } },
      listOrganizationChildren: {
        path: `/organizations/${owner}/children`,
        filters: organizations,
        unique: { ext_reference: [NAME] },
      },
      listOrganizationDescendants: {
        path: `/organizations/${owner}/descendants`,
        filters: { ...organizations, ext_reference: [NAME], depth: ['1', '2'] },
      },
      listContacts: { path: `/organizations/${owner}/contacts`, filters: { type: ['6'] } },
      listApiKeys: { path: '/apikeys', filters: { orgId: [orgId] } },
      listAuditEntries: {
        path: '/audit',
        filters: {
          orgId: [orgId],
          actor: ['tester'],
          resourceType: ['apikey', 'billingprofile', 'contact', 'domain', 'organization', 'orgip'],
          since: LONG_AGO,
          until: LATER,
          at: LATER,
          ipAddress: ['198.18.0.1'],
          resourceId: ['made-1'],
        },
      },
    };
  });

  it('is tested for every list and every filter of the OpenAPI document', () => {
    const documented: Record<string, string[]> = {};
    for (const { get } of Object.values(createOpenApiDocument(api.app).paths)) {
      const names = (get?.parameters ?? []).flatMap((parameter) =>
        'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      if (!names.includes('limit')) continue;
      documented[get!.operationId!] = names.filter((name) => !PAGE_PARAMETERS.includes(name)).sort();
    }
    const tested = Object.entries(lists).map(([operationId, { filters, unique }]) => [
      operationId,
      Object.keys({ ...filters, ...unique }).sort(),
    ]);
    expect(Object.fromEntries(tested)).toEqual(documented);
  });

  it('repeats every value of every filter as it was written, and leads to the next match', async () => {
    for (const { path, filters } of Object.values(lists))
      for (const [filter, values] of Object.entries(filters))
        for (const query of values.flatMap(spellings).map((value) => `${filter}=${value}&limit=1`)) {
          const first = await api.admin.get(`${path}?${query}`);
          expect([path, query, first.status, nextOf(first.headers)]).toEqual([
            path,
            query,
            200,
            `${path}?${query}&cursor=${first.body.meta.nextCursor}`,
          ]);
          const second = await api.admin.get(nextOf(first.headers)!);
          expect(second.body.meta).toMatchObject({ total: first.body.meta.total, limit: 1 });
          expect(second.body.data).toHaveLength(1);
          expect(second.body.data).not.toEqual(first.body.data);
        }
  });

  it('is absent if the filter leaves one match', async () => {
    for (const { path, unique = {} } of Object.values(lists))
      for (const [filter, [value]] of Object.entries(unique)) {
        const { body, headers } = await api.admin.get(
          `${path}?${filter}=${encodeURIComponent(value!)}&limit=1`,
        );
        expect([body.meta.total, headers.get('link')]).toEqual([1, null]);
      }
  });

  it('replaces the cursor, however its name is written, and nothing else', async () => {
    const { path } = lists.listDomains!;
    const { body } = await api.admin.get(`${path}?limit=1`);
    const from = body.meta.nextCursor as string;
    for (const [query, kept] of [
      [`?limit=1&cursor=${from}`, '?limit=1&'],
      [`?cursor=${from}&limit=1`, '?limit=1&'],
      [`?%63ursor=${from}&&limit=%31&`, '?&limit=%31&&'],
    ]) {
      const answer = await api.admin.get(path + query!);
      expect(nextOf(answer.headers)).toBe(`${path}${kept!}cursor=${answer.body.meta.nextCursor}`);
      expect(answer.body.meta.nextCursor).not.toBe(from);
    }
  });

  it('is a valid URL even if the request is not', async () => {
    for (let count = 0; count < 2; count++) await api.createOrganization({ name: 'a<b>"c"' });
    // `fetch` would escape these characters.
    const path = '/organizations?name=a<b>"c"&limit=1';
    const request = get(api.url, { path, headers: { Authorization: api.adminAuthorization } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.headers.link).toMatch(
      /^<\/organizations\?name=a%3Cb%3E%22c%22&limit=1&cursor=[\w-]+>; rel="next"$/,
    );
  });
});

/** Ways to write the value in a query. */
function spellings(value: string): string[] {
  const escaped = encodeURIComponent(value);
  const everyByte = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  // RFC 3986 allows these characters in a query as they are.
  const plain = escaped.replace(/%(?:3F|2F|3A|40|24|2C|3B)/g, decodeURIComponent);
  return [...new Set([escaped, plain, escaped.replaceAll('%20', '+'), everyByte])];
}

function nextOf(headers: Headers): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
}
