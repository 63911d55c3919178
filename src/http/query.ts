import querystring from 'node:querystring';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';

/** Splits a URL at its first `?`. A query may contain more of them (RFC 3986, 3.4). Drops a fragment. */
export function splitUrl(url: string): { path: string; query: string } {
  const [beforeFragment] = url.split('#', 1) as [string];
  const mark = beforeFragment.indexOf('?');
  if (mark === -1) return { path: beforeFragment, query: '' };
  return { path: beforeFragment.slice(0, mark), query: beforeFragment.slice(mark + 1) };
}

/**
 * Parses the query for Express. Refuses escapes that do not decode to UTF-8, which Express's own parser replaces with
 * U+FFFD, and ignores no parameter, however many there are.
 */
export function parseQuery(query: string | null): querystring.ParsedUrlQuery {
  if (query === null) return {};
  if (query.includes('%')) refuseOtherEncodings(query);
  return querystring.parse(query, '&', '=', { maxKeys: 0 });
}

function refuseOtherEncodings(query: string): void {
  const faulty = query
    .split('&')
    .filter((parameter) => !isUtf8(parameter))
    .map((parameter) => parameter.split('=', 1)[0]!);
  if (faulty.length > 0)
    throw new ApiError(
      validationFailed,
      [...new Set(faulty)].map((field) => ({ field, message: 'must be UTF-8 in percent-encoding' })),
    );
}

function isUtf8(text: string): boolean {
  try {
    // A `%` without two hexadecimal digits after it stands for itself, as in the parser of Node.
    decodeURIComponent(text.replace(/%(?![\dA-Fa-f]{2})/g, '%25'));
    return true;
  } catch {
    return false;
  }
}
