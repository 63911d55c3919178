import type { RequestHandler } from 'express';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenAPIObject } from '@nestjs/swagger';
import { checkMethod } from '../http/methods.js';
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
 * Serves Swagger UI at `/docs`, the guides at `/guides/…` and the OpenAPI document at `/openapi.json`, without
 * authentication. An unknown path goes on to the API, which responds with 404. The pages obey the content security policy of
 * all responses: no inline scripts or styles.
 */
export function serveDocumentation(createDocument: () => OpenAPIObject): RequestHandler {
  const guides = new Guides();
  /** The pages and files that were requested before, by path. */
  const cache = new Map<string, Resource>();

  const read = (path: string): Omit<Resource, 'etag'> | undefined => {
    if (path === '/openapi.json') return { type: '.json', content: JSON.stringify(createDocument()) };
    const file = swaggerUiFiles.get(path);
    return file === undefined ? guides.find(path) : { type: extname(file), content: readFileSync(file) };
  };

  const find = (path: string): Resource | undefined => {
    const cached = cache.get(path);
    if (cached) return cached;
    const source = read(path);
    if (!source) return undefined;
    const resource = { ...source, etag: `"${hash('sha1', source.content, 'base64url')}"` };
    cache.set(path, resource);
    return resource;
  };

  return (request, response, next) => {
    const { method, path } = request;
    const resource = /^\/(docs|guides\/|openapi\.json$)/.test(path) ? find(path) : undefined;
    if (path !== '/' && !resource) next();
    else if (method !== 'GET' && method !== 'HEAD') {
      request.allowedMethods = ['GET', 'HEAD'];
      checkMethod(request);
    } else if (!resource) response.redirect('/docs');
    else
      response
        .set({ ETag: resource.etag, 'Cache-Control': 'no-cache' })
        .type(resource.type)
        .send(resource.content);
  };
}
