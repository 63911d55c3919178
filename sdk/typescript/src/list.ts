import type { CountedPageMeta, Page, PageMeta } from './types.js';

/**
 * A list that loads its pages on demand: `for await` iterates over all items of all pages, `pages()` over the pages, and
 * `await` returns only the first page. No request is sent before that, and each loop starts from the beginning.
 */
export class List<Item, Meta extends PageMeta = CountedPageMeta>
  implements PromiseLike<Page<Item, Meta>>, AsyncIterable<Item>
{
  readonly #read: (cursor: string | undefined) => Promise<Page<Item, Meta>>;
  #first: Promise<Page<Item, Meta>> | undefined;

  /** `read` requests the page at a cursor, or the page that the caller starts with. */
  constructor(read: (cursor: string | undefined) => Promise<Page<Item, Meta>>) {
    this.#read = read;
  }

  then<Kept = Page<Item, Meta>, Failed = never>(
    onfulfilled?: ((page: Page<Item, Meta>) => Kept | PromiseLike<Kept>) | null,
    onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Kept | Failed> {
    return this.#page().then(onfulfilled, onrejected);
  }

  catch<Failed = never>(
    onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Page<Item, Meta> | Failed> {
    return this.#page().catch(onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<Page<Item, Meta>> {
    return this.#page().finally(onfinally);
  }

  /** The first page; requested once, and again after a failure. */
  #page(): Promise<Page<Item, Meta>> {
    if (this.#first) return this.#first;
    const first = this.#read(undefined);
    this.#first = first;
    first.catch(() => (this.#first = undefined));
    return first;
  }

  async *pages(): AsyncGenerator<Page<Item, Meta>, void, undefined> {
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
