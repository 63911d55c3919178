import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createOpenApiDocument } from '../../src/openapi/document.js';
import { useApi } from '../support/app.js';
import { createLists, type List } from '../support/lists.js';

const PAGE_PARAMETERS = ['limit', 'cursor', 'count', 'sort'];

describe('the link to the next page', () => {
  const api = useApi();
  let lists: Record<string, List>;

  beforeAll(async () => {
    lists = await createLists(api);
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
