import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Helmet's security headers, for every response. */
export const SECURITY_HEADERS = recordHeaders(
  helmet({
    // These matter only to outdated browsers, or only to pages.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xDnsPrefetchControl: false,
    originAgentCluster: false,
    contentSecurityPolicy: {
      useDefaults: false,
      // Pages load their files from this server and have no inline scripts or styles.
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
 * Runs a middleware once and records the headers that it sets, because they are the same for every response. Helmet's chain
 * of a dozen functions takes as long per request as the routing.
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
