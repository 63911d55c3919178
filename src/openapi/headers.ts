/** A response header with a string value. */
export const textHeader = (description: string) => ({ description, schema: { type: 'string' as const } });

export const requestIdHeader = {
  'X-Request-Id': textHeader('The id of the request. Every log line of the request has it'),
};

export const etagHeader = {
  ETag: textHeader('Strong validator of the resource, for `If-Match` and `If-None-Match`'),
};

export const linkHeader = {
  Link: textHeader('The next page, as `<…>; rel="next"`. Absent on the last page'),
};

export const rateLimitHeaders = {
  'RateLimit-Policy': textHeader(
    '`"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds',
  ),
  RateLimit: textHeader(
    '`"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets',
  ),
};

export const replayHeaders = {
  'Idempotent-Replayed': textHeader('`true` if this is the response to an earlier request with the same key'),
};

const retryAfterHeader = {
  'Retry-After': textHeader('The number of seconds to wait before the next attempt'),
};

/** The headers of error responses by status. */
export const errorHeaders: Record<number, Record<string, ReturnType<typeof textHeader>>> = {
  401: { 'WWW-Authenticate': textHeader('`Bearer`') },
  429: retryAfterHeader,
  503: retryAfterHeader,
};
