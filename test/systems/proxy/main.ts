import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../../support/child.js';
import { check, checks } from '../../support/result.js';
import { sendRaw, type RawAnswer } from '../../support/raw-request.js';
import { Nginx } from './nginx.js';
import { spellingsOf } from './spellings.js';

// Hides the public endpoints of the running program with the nginx rule of docs/operations.md.

const MAIN = fileURLToPath(new URL('../../../src/main.js', import.meta.url));

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'organizations-proxy-'));
const log = join(folder, 'program.log');
let program: Child | undefined;
let nginx: Nginx | undefined;
try {
  program = await Child.start({
    command: [process.execPath, MAIN],
    log,
    env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data') },
    ready: programUrl,
  });
  const url = programUrl().replace('localhost', '127.0.0.1');
  nginx = await Nginx.start(folder, url);
  const document = await get(url, '/openapi.json');
  const paths = Object.keys((JSON.parse(document.text) as { paths: object }).paths).map((path) =>
    path.replaceAll(/\{\w+\}/g, '1'),
  );
  await checkHidden(url, nginx, await publicPaths(url, paths));
  await checkPassed(
    nginx,
    paths.filter((path) => !path.startsWith('/health/')),
  );
} catch (error) {
  console.error(error);
  checks.failed++;
} finally {
  await nginx?.end();
  await program?.end();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;

/** Every path that needs no token: those that a page links to, and those of probes. */
async function publicPaths(url: string, paths: string[]): Promise<string[]> {
  const found = new Set(['/', '/docs', '/docs/', '/openapi.json', '/guides/tour']);
  for (const page of ['/docs', '/guides/tour'])
    for (const [, link] of (await get(url, page)).text.matchAll(/(?:href|src)="(\/[^"#?]+)"/g))
      found.add(link!);
  for (const path of paths) if (path.startsWith('/health/')) found.add(path);
  return [...found];
}

async function checkHidden(url: string, proxy: Nginx, paths: string[]): Promise<void> {
  const direct = await Promise.all(paths.map((path) => get(url, path)));
  const served = paths.filter((_, n) => direct[n]!.status < 400);
  check(`the program serves ${paths.length} public paths`, served.length === paths.length);
  for (const [form, proxied] of Object.entries(proxy.urls)) {
    const visible: string[] = [];
    let tried = 0;
    for (const path of paths) {
      if (isFromProgram(await get(proxied, path))) visible.push(path);
      for (const spelling of spellingsOf(path)) {
        tried++;
        if ((await get(proxied, spelling)).status < 400) visible.push(spelling);
      }
    }
    check(`${form}: nginx hides them in ${tried} spellings`, visible.length === 0, visible.join(' '));
  }
}

async function checkPassed(proxy: Nginx, paths: string[]): Promise<void> {
  const similar = [
    '/docsearch',
    '/guides',
    '/openapi-json',
    '/openapi.json5',
    '/healthy',
    '/organizations/docs',
  ];
  for (const [form, proxied] of Object.entries(proxy.urls)) {
    const hidden: string[] = [];
    for (const path of [...paths, ...similar])
      if (!isFromProgram(await get(proxied, path))) hidden.push(path);
    check(`${form}: nginx passes ${paths.length} paths of the API`, hidden.length === 0, hidden.join(' '));
  }
}

function isFromProgram({ headers }: RawAnswer): boolean {
  return headers.has('x-request-id');
}

function get(url: string, target: string): Promise<RawAnswer> {
  return sendRaw(url, `GET ${target} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n`);
}

function programUrl(): string {
  const [, url] = /Swagger UI +(\S+)\/docs/.exec(readFileSync(log, 'utf8')) ?? [];
  if (url === undefined) throw new Error('the program has not printed its address');
  return url;
}
