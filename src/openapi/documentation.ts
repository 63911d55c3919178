import type { RequestHandler } from 'express';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Guides } from './guides.js';

const assets = fileURLToPath(new URL('assets/', import.meta.url));
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The files of Swagger UI by path. They load nothing from other servers. */
const swaggerUiFiles = new Map([
  ['/docs', join(assets, 'reference.html')],
  ['/docs/', join(assets, 'reference.html')],
  ['/docs/reference.js', join(assets, 'reference.js')],
  ['/docs/reference.css', join(assets, 'reference.css')],
  ['/docs/guide.css', join(assets, 'guide.css')],
  ['/docs/favicon.svg', join(assets, 'favicon.svg')],
  ['/docs/swagger-ui-bundle.js', join(swaggerUi, 'swagger-ui-bundle.js')],
  ['/docs/swagger-ui.css', join(swaggerUi, 'swagger-ui.css')],
]);

interface Resource {
  type: string;
  content: string | Buffer;
  etag: string;
}

/**
 * Serves Swagger UI at `/docs` and the guides at `/guides/…`, without authentication. An unknown path goes on to the API,
 * which responds with 404. The pages obey the content security policy of all responses: no inline scripts or styles.
 */
export function serveDocumentation(): RequestHandler {
  const guides = new Guides();
  /** The pages and files that were requested before, by path. */
  const cache = new Map<string, Resource>();

  const find = (path: string): Resource | undefined => {
    const cached = cache.get(path);
    if (cached) return cached;
    const file = swaggerUiFiles.get(path);
    const source =
      file === undefined ? guides.find(path) : { type: extname(file), content: readFileSync(file) };
    if (!source) return undefined;
    const resource = { ...source, etag: `"${hash('sha1', source.content, 'base64url')}"` };
    cache.set(path, resource);
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
