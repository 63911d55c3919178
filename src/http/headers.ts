import type { Request, RequestHandler, Response } from 'express';

/**
 * Sets what a middleware sets that does the same for every answer: it is asked once. Helmet's dozen of functions, each of
 * which calls the next, take as long as the routing.
 */
export function sameHeaders(middleware: RequestHandler): RequestHandler {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  void middleware({} as Request, recorder as unknown as Response, () => undefined);
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
