import type { Page } from './types.js';

/**
 * A list that is read as it is used: `for await` gives every item of every page, `pages()` page by page, and `await`
 * the first page alone. Nothing is asked before that, and each loop begins anew.
 */
export class List<Item> implements PromiseLike<Page<Item>>, AsyncIterable<Item> {
  readonly #read: (cursor: string | undefined) => Promise<Page<Item>>;
  #first: Promise<Page<Item>> | undefined;

  /** `read` asks for the page at a cursor, or the one that the caller begins with. */
  constructor(read: (cursor: string | undefined) => Promise<Page<Item>>) {
    this.#read = read;
  }

  then<Kept = Page<Item>, Failed = never>(
    onfulfilled?: ((page: Page<Item>) => Kept | PromiseLike<Kept>) | null,
    onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Kept | Failed> {
    return this.#page().then(onfulfilled, onrejected);
  }

  catch<Failed = never>(
    onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Page<Item> | Failed> {
    return this.#page().catch(onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<Page<Item>> {
    return this.#page().finally(onfinally);
  }

  /** The first page, read once; what failed is read anew. */
  #page(): Promise<Page<Item>> {
    if (this.#first) return this.#first;
    const first = this.#read(undefined);
    this.#first = first;
    first.catch(() => (this.#first = undefined));
    return first;
  }

  async *pages(): AsyncGenerator<Page<Item>, void, undefined> {
    let cursor: string | undefined;
    do {
      const page = await this.#read(cursor);
      yield page;
      cursor = page.meta.nextCursor;
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }
}
