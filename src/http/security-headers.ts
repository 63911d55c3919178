import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** What every answer says to browsers, as Helmet has it. */
export const SECURITY_HEADERS = recordHeaders(
  helmet({
    // For browsers of another age, and for pages.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xDnsPrefetchControl: false,
    originAgentCluster: false,
    contentSecurityPolicy: {
      useDefaults: false,
      // What pages need is served from here, and nothing is written inside of them.
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  }),
);

export const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
  next();
};

/**
 * What a middleware sets that does the same for every answer: it is asked once. Helmet's dozen of functions, each of
 * which calls the next, take as long as the routing.
 */
function recordHeaders(middleware: RequestHandler): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  void middleware({} as Request, recorder as unknown as Response, () => undefined);
  return headers;
}
