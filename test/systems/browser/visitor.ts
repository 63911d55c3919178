import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Debian's. The browser is started anew each time, with a profile of its own, and reaches this machine only. */
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
const PATIENCE_MS = 15_000;

/** A user with a browser, and the errors that the browser reported. */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** `others` are further origins that its pages may ask. */
  static async come(url: string, ...others: string[]): Promise<Visitor> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const visitor = new Visitor(browser, context, await context.newPage());
    visitor.listen([url, ...others].map((known) => new URL(known).host));
    return visitor;
  }

  /** Breaches of the policy of a page are errors on its console. */
  private listen(hosts: string[]): void {
    this.context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.complaints.push(`${message.type()} at ${message.location().url}: ${message.text()}`);
    });
    this.context.on('weberror', (error) =>
      this.complaints.push(`error of a script: ${String(error.error())}`),
    );
    this.context.on('requestfailed', (request) => this.complaints.push(`no answer from ${request.url()}`));
    this.context.on('request', (request) => {
      const { protocol, host: asked } = new URL(request.url());
      if (protocol !== 'data:' && !hosts.includes(asked))
        this.complaints.push(`asks elsewhere: ${request.url()}`);
    });
  }

  /** Takes what was complained about so far, so that it is not counted again. */
  takeComplaints(): string[] {
    return this.complaints.splice(0);
  }

  leave(): Promise<void> {
    return this.browser.close();
  }
}
