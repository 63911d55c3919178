import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join, resolve } from 'node:path';
import { check } from '../../support/result.js';
import { Visitor } from './visitor.js';

const COMPILER = resolve('node_modules/typescript/bin/tsc');
const TYPES = { html: 'text/html', js: 'text/javascript', mjs: 'text/javascript' };

/** The server of another origin, with a page that uses the TypeScript client as it is, without a bundler. */
export class PageServer {
  private readonly server: Server;

  private constructor(private readonly client: string) {
    this.server = createServer((request, response) => this.answer(request.url!, response));
  }

  /** Compiles the client into a folder of the test's. */
  static async start(folder: string): Promise<PageServer> {
    const client = join(folder, 'client');
    execFileSync(process.execPath, [COMPILER, '-p', 'sdk/typescript', '--outDir', client]);
    const started = new PageServer(client);
    started.server.listen(0, '127.0.0.1');
    await once(started.server, 'listening');
    return started;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(path: string, response: ServerResponse): void {
    if (path.startsWith('/moved/')) {
      response.writeHead(301, { Location: '/' }).end();
      return;
    }
    const file = this.fileOf(path);
    const type = TYPES[file.split('.').at(-1) as keyof typeof TYPES];
    response.writeHead(200, { 'Content-Type': type }).end(readFileSync(file));
  }

  private fileOf(path: string): string {
    if (path.startsWith('/client/')) return join(this.client, path.slice('/client/'.length));
    if (path.startsWith('/openapi-fetch/')) return resolve('node_modules/openapi-fetch/dist', basename(path));
    return resolve('test/systems/browser/sdk.html');
  }
}

export async function checkSdk(pages: PageServer, baseUrl: string, token: string): Promise<void> {
  const visitor = await Visitor.come(pages.origin, baseUrl);
  try {
    await visitor.page.goto(`/#${String(new URLSearchParams({ baseUrl, token }))}`);
    await visitor.page.getByRole('heading', { name: 'Done' }).waitFor();
    const lines = await visitor.page.locator('li').allInnerTexts();
    for (const line of lines)
      check(`the client in a page ${line.replace(/^\w+: /, '')}`, line.startsWith('ok'));
    check('all calls of the client in a page ran', lines.length === 6, String(lines.length));
    const complaints = visitor.takeComplaints();
    // Chromium reports the target of a redirect that is not followed as a request without a response.
    const isAsExpected = complaints.join('\n') === `no answer from ${pages.origin}/`;
    check('the browser has noticed the redirect, and nothing else', isAsExpected, complaints.join('\n'));
  } finally {
    await visitor.leave();
  }
}
