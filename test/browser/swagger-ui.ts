import type { Locator, Page } from 'playwright-core';

/** The page at `/docs`, as somebody uses it who sees it for the first time. */
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

  tags(): Promise<string[]> {
    return this.page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag') ?? ''));
  }

  async openTag(name: string): Promise<void> {
    const tag = this.page.locator(`.opblock-tag[data-tag="${name}"]`);
    if ((await tag.getAttribute('data-is-open')) !== 'true') await tag.click();
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
    await this.block.getByRole('button', { name: 'Execute' }).click();
    await this.block.locator('.loading-container').waitFor({ state: 'detached' });
    const answer = this.block.locator('.live-responses-table .response');
    return {
      status: Number.parseInt(await answer.locator('.response-col_status').innerText()),
      body: await answer.locator('.highlight-code pre').first().innerText(),
    };
  }
}
