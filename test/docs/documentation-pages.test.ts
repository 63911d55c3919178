import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { useApi } from '../support/app.js';

describe('the documentation pages', () => {
  const api = useApi();
  const names = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replace(/\.md$/, ''));
  const pages = ['/docs', ...names.map((name) => `/guides/${name}`)];

  const get = async (path: string, headers?: Record<string, string>) => {
    const response = await fetch(api.url + path, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  /** Whether there is such a page with such a heading, or such a file. */
  const isThere = async (address: string): Promise<boolean> => {
    const [path, anchor] = address.split('#') as [string, string | undefined];
    const { status, text } = await get(path);
    return status === 200 && (anchor === undefined || text.includes(`id="${anchor}"`));
  };

  it('load no resource from another host, and have no inline script or style', async () => {
    for (const path of pages) {
      const { status, headers, text } = await get(path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      const policy = headers.get('content-security-policy');
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).not.toContain('unsafe');
      expect([path, text]).not.toEqual([
        path,
        expect.stringMatching(/<style|<script>|<[^>]+ (style|on\w+)=/),
      ]);
      for (const [tag, resource] of text.matchAll(/<(?:script|link|img|iframe)[^>]* (?:src|href)="([^"]+)"/g))
        expect([path, tag, await isThere(new URL(resource!, api.url + path).pathname)]).toEqual([
          path,
          tag,
          true,
        ]);
    }
  });

  it('have no broken link', async () => {
    for (const path of pages) {
      const { text } = await get(path);
      const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, link]) => link!);
      for (const link of new Set(links.filter((one) => !/^[a-z]+:/.test(one)))) {
        const address = link.startsWith('#') ? path + link : link;
        expect([path, link, await isThere(address)]).toEqual([path, link, true]);
      }
    }
  });

  it('are linked from the OpenAPI document: each guide, and each error code', async () => {
    const { text } = await get('/openapi.json');
    const links = [...text.matchAll(/(?:\]\(|"url":")(\/guides\/[^")]+)/g)].map(([, link]) => link!);
    for (const name of ['tour', 'tenancy', 'billing', 'errors', 'sdk', 'operations'])
      expect(links).toContain(`/guides/${name}`);
    const codes = [...text.matchAll(/"code":\{"type":"string","enum":(\[[^\]]+\])/g)]
      .flatMap(([, list]) => JSON.parse(list!) as string[])
      .map((code) => `/guides/errors#${code}`);
    expect(codes.length).toBeGreaterThan(30);
    expect(links).toEqual(expect.arrayContaining(codes));
    const missing: string[] = [];
    for (const link of new Set(links)) if (!(await isThere(link))) missing.push(link);
    expect(missing).toEqual([]);
  });

  it('show a diagram as its source, and say so', async () => {
    const { text } = await get('/guides/tenancy');
    expect(text).toMatch(
      /<figure>\n<pre><code class="language-mermaid">flowchart TD\n[^]*?<figcaption>A diagram/,
    );
    expect((await get('/guides/tour')).text).not.toContain('<figure>');
  });

  it('are answered with 304 when the client has a current copy', async () => {
    for (const path of ['/docs', '/docs/swagger-ui-bundle.js', '/guides/operations']) {
      const { headers } = await get(path);
      const again = await get(path, { 'If-None-Match': headers.get('etag')! });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
    }
  });

  it('are reachable from the root', async () => {
    const { status, headers } = await fetch(api.url, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, '/docs']);
  });

  it('expose no other file', async () => {
    for (const path of [
      '/guides',
      '/guides/nothing',
      '/guides/decisions',
      '/guides/..%2fpackage.json',
      '/guides/%zz',
      '/docs/index.html',
      '/docs/package.json',
    ]) {
      const answer = await api.anonymous.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'route_not_found']);
    }
    expect((await api.anonymous.post('/docs')).body.code).toBe('method_not_allowed');
  });
});
