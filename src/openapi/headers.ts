/** A response header with a string value. */
export const textHeader = (description: string) => ({ description, schema: { type: 'string' as const } });

export const requestIdHeader = {
  'X-Request-Id': textHeader('The id of the request, in every log line of it'),
};

export const etagHeader = {
  ETag: textHeader('Strong validator of the resource, for `If-Match` and `If-None-Match`'),
};

export const linkHeader = {
  Link: textHeader('The next page, as `<…>; rel="next"`, where there is one'),
};

export const rateLimitHeaders = {
  'RateLimit-Policy': textHeader(
    '`"principal";q=…;w=60`: how many requests the caller may make in 60 seconds',
  ),
  RateLimit: textHeader('`"principal";r=…;t=…`: how many remain, and for how many seconds'),
};

export const replayHeaders = {
  'Idempotent-Replayed': textHeader(
    '`true` where this is the answer to an earlier request with the same key',
  ),
};

const retryAfterHeader = { 'Retry-After': textHeader('Seconds after which to try again') };

/** The headers of error responses by status. */
export const errorHeaders: Record<number, Record<string, ReturnType<typeof textHeader>>> = {
  401: { 'WWW-Authenticate': textHeader('`Bearer`') },
  429: retryAfterHeader,
  503: retryAfterHeader,
};
