import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { Selection } from '../database/selection.js';
import { decodeCursor, encodeCursor, selectAfter } from './cursor.js';
import type { CountMode, PageMetaDto, PageQuery } from './page.dto.js';
import { Page } from './page.js';
import { parseSort, type SortKeys } from './sort.js';

/** The largest `total` that is counted exactly. A larger one is estimated. */
const EXACT_COUNT_LIMIT = 10_000;

/**
 * Reads one page with keyset pagination. The cursor holds the sort values of the last item, so page 1,000 costs as much as
 * page 1, and concurrent writes make no item appear twice or go missing.
 */
export async function paginate<T extends ObjectLiteral>(
  manager: EntityManager,
  selection: Selection<T>,
  query: PageQuery,
  keys: SortKeys<T>,
  sort: string,
): Promise<Page<T>> {
  const terms = parseSort(sort, keys);
  const { cursor, limit, count } = query;
  const isFirstPage = cursor === undefined;
  const countTotal = () => countMatches(manager, selection, count);
  const remaining = isFirstPage
    ? selection
    : selectAfter(selection, terms, decodeCursor(cursor, sort, terms));
  const [items, counted] = await Promise.all([
    remaining.page(manager, terms, limit + 1),
    isFirstPage ? undefined : countTotal(),
  ]);

  const found = items.length;
  const hasMore = found > limit;
  if (hasMore) items.pop();
  const last = items.at(-1);
  const isComplete = isFirstPage && !hasMore && count !== 'none';
  const { total, totalExact } = isComplete ? { total: found } : (counted ?? (await countTotal()));
  return new Page(items, {
    ...(total !== undefined &&
      (totalExact === false ? { total: Math.max(total, found), totalExact } : { total })),
    limit,
    ...(hasMore && last && { nextCursor: encodeCursor(sort, terms, last) }),
  });
}

/** Sends no statement for `none`. A client that needs no total then waits for the page only. */
async function countMatches<T extends ObjectLiteral>(
  manager: EntityManager,
  selection: Selection<T>,
  count: CountMode | undefined,
): Promise<Pick<PageMetaDto, 'total' | 'totalExact'>> {
  switch (count) {
    case 'none':
      return {};
    case 'exact':
      return { total: await selection.count(manager) };
    case 'estimate':
      return { total: await selection.estimate(manager), totalExact: false };
    case undefined: {
      const { number, estimated } = await selection.countOrEstimate(manager, EXACT_COUNT_LIMIT);
      return estimated ? { total: number, totalExact: false } : { total: number };
    }
  }
}
