import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../support/eventually.js';

/** The page at `/docs`, used as by a new user. */
export class SwaggerUi {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/docs');
    await this.shown();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.shown();
  }

  private async shown(): Promise<void> {
    await this.page.locator('.opblock-tag').first().waitFor();
  }

  /** By the name of a security scheme: `token` or `apiKey`. */
  async authorize(scheme: 'token' | 'apiKey', value: string): Promise<void> {
    await this.dialog(async (dialog) => {
      const form = dialog.locator('form').filter({ hasText: `${scheme} (` });
      await form.locator('input').fill(value);
      await form.getByRole('button', { name: 'Apply credentials' }).click();
    });
  }

  async logOut(): Promise<void> {
    await this.dialog((dialog) => dialog.getByRole('button', { name: 'Remove authorization' }).click());
  }

  private async dialog(use: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.page.locator('.auth-wrapper > .authorize').click();
    const dialog = this.page.locator('.dialog-ux');
    await use(dialog);
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
    await dialog.waitFor({ state: 'detached' });
  }

  async isAuthorized(): Promise<boolean> {
    return (await this.page.locator('.auth-wrapper > .authorize.locked').count()) === 1;
  }

  /** Whether anything is kept for the next time that the page is opened. */
  async remembersAuthorization(): Promise<boolean> {
    const kept = await this.page.evaluate('localStorage.getItem("authorized")');
    return ![null, '{}'].includes(kept as string | null);
  }

  tags(): Promise<string[]> {
    return this.page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag') ?? ''));
  }

  async openTag(name: string): Promise<void> {
    const tag = this.page.locator(`.opblock-tag[data-tag="${name}"]`);
    if ((await tag.getAttribute('data-is-open')) !== 'true') await tag.click();
  }

  /** All that are there at this moment. */
  async openTags(): Promise<void> {
    await this.page
      .locator('.opblock-tag[data-is-open="false"]')
      .evaluateAll((tags) => tags.forEach((tag) => (tag as unknown as { click: () => void }).click()));
  }

  /** The operation of a tag, opened. */
  async operation(tag: string, operationId: string): Promise<Operation> {
    await this.openTag(tag);
    const block = this.page.locator(`[id="operations-${tag.replaceAll(' ', '_')}-${operationId}"]`);
    const opener = block.locator('.opblock-summary-control');
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    return new Operation(block);
  }

  /** The rows that are to be seen. */
  rows(): Locator {
    return this.page.locator('.opblock');
  }

  async filter(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter' }).fill(text);
  }
}

export class Operation {
  constructor(readonly block: Locator) {}

  parameter(name: string): Locator {
    return this.block.locator(`tr[data-param-name="${name}"] input`);
  }

  get body(): Locator {
    return this.block.locator('.body-param textarea');
  }

  /** Sends it as it is filled in. */
  async execute(): Promise<{ status: number; body: string }> {
    const [response] = await Promise.all([
      this.block.page().waitForResponse((one) => one.request().resourceType() === 'fetch'),
      this.block.getByRole('button', { name: 'Execute' }).click(),
    ]);
    const sent = unspaced(await response.text());
    const answer = this.block.locator('.live-responses-table .response');
    // Until then what is shown is the answer to the request before.
    const isShown = (one: { status: number; body: string }): boolean =>
      one.status === response.status() && unspaced(one.body) === sent;
    const shown = await eventually(
      async () => ({
        status: Number.parseInt(await answer.locator('.response-col_status').innerText()),
        body: await answer.locator('.highlight-code pre').first().innerText(),
      }),
      isShown,
    );
    if (!isShown(shown)) throw new Error(`what is shown is not what was answered: ${shown.body}`);
    return shown;
  }
}

function unspaced(text: string): string {
  return text.replace(/\s/g, '');
}
