import type { RequestHandler } from 'express';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Guides } from './guides.js';

const own = fileURLToPath(new URL('assets/', import.meta.url));
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** What Swagger UI consists of: nothing is loaded from elsewhere. */
const reference = new Map([
  ['/docs', join(own, 'reference.html')],
  ['/docs/', join(own, 'reference.html')],
  ['/docs/reference.js', join(own, 'reference.js')],
  ['/docs/reference.css', join(own, 'reference.css')],
  ['/docs/guide.css', join(own, 'guide.css')],
  ['/docs/favicon.svg', join(own, 'favicon.svg')],
  ['/docs/swagger-ui-bundle.js', join(swaggerUi, 'swagger-ui-bundle.js')],
  ['/docs/swagger-ui.css', join(swaggerUi, 'swagger-ui.css')],
]);

interface Resource {
  type: string;
  content: string | Buffer;
  etag: string;
}

/**
 * What people read in a browser: Swagger UI at `/docs` and the guides at `/guides/…`, open to everybody. What is
 * unknown here is unknown to the API as well. Pages keep to the policy of all answers, which allows neither scripts nor
 * styles inside of them.
 */
export function serveDocumentation(): RequestHandler {
  const guides = new Guides();
  /** What was asked for before, by its path. */
  const resources = new Map<string, Resource>();

  const find = (path: string): Resource | undefined => {
    const kept = resources.get(path);
    if (kept) return kept;
    const file = reference.get(path);
    const made =
      file === undefined ? guides.find(path) : { type: extname(file), content: readFileSync(file) };
    if (!made) return undefined;
    const resource = { ...made, etag: `"${hash('sha1', made.content, 'base64url')}"` };
    resources.set(path, resource);
    return resource;
  };

  return (request, response, next) => {
    const { method, path } = request;
    if (method !== 'GET' && method !== 'HEAD') next();
    else if (path === '/') response.redirect('/docs');
    else if (!/^\/(docs|guides)(\/|$)/.test(path)) next();
    else {
      const resource = find(path);
      if (!resource) next();
      else
        response
          .set({ ETag: resource.etag, 'Cache-Control': 'no-cache' })
          .type(resource.type)
          .send(resource.content);
    }
  };
}
