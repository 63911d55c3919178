import type { Express, Request, RequestHandler } from 'express';
import { ApiError } from '../errors/api-error.js';
import { methodNotAllowed, methodNotImplemented } from '../errors/common.errors.js';

/** The methods of RFC 9110 and PATCH (RFC 5789). CONNECT, which has no path, does not reach Express. */
const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Refuses a method that no path has. */
export const refuseUnknownMethod: RequestHandler = (request, _response, next) => {
  if (KNOWN_METHODS.includes(request.method)) next();
  else next(new ApiError(methodNotImplemented));
};

/** Throws if the path of the request has only other methods. `request.allowedMethods` names them. */
export function checkMethod({ allowedMethods }: Request): void {
  if (allowedMethods) throw new ApiError(methodNotAllowed);
}

/** A path of the API, such as `/domains/:id`. */
interface Path {
  template: string;
  methods: Set<string>;
  /** The handler of one of its methods. */
  handler: RequestHandler;
}

/**
 * Answers a request for a path that has only other methods. It runs the handler of another method as far as the access
 * guard, which identifies the caller and counts the request before it throws `methodNotAllowed`: a caller without
 * credentials gets the same 401 as for every other method of this path.
 */
export class UnsupportedMethods {
  /** Paths without parameters. */
  private readonly literalPaths = new Map<string, Path>();

  /** Adds the routes that the application has so far. Requests that none of them handles arrive here. */
  register(app: Express): void {
    const paths = pathsOf(app);
    for (const path of paths) {
      if (!path.template.includes(':')) this.literalPaths.set(path.template, path);
      app.all(path.template, refuseMethod(path));
    }
  }

  /** A path without parameters is never taken for one with parameters: `/organizations/my` is no organization's id. */
  readonly checkLiteralPath: RequestHandler = (request, response, next) => {
    const path = this.literalPaths.get(request.path);
    if (!path || path.methods.has(request.method)) next();
    else refuseMethod(path)(request, response, next);
  };
}

function refuseMethod({ template, methods, handler }: Path): RequestHandler {
  return (request, response, next) => {
    request.allowedMethods = KNOWN_METHODS.filter((method) => methods.has(method));
    // For metrics and traces. Express sets it only for a method that the path has.
    request.route = { path: template };
    return handler(request, response, next);
  };
}

function pathsOf(app: Express): Path[] {
  const paths = new Map<string, Path>();
  for (const { route } of app.router.stack)
    for (const { method, handle } of route?.stack ?? []) {
      const template = route!.path;
      const path: Path = paths.get(template) ?? { template, methods: new Set(), handler: handle };
      paths.set(template, path);
      path.methods.add(method.toUpperCase());
      if (method === 'get') path.methods.add('HEAD');
    }
  return [...paths.values()];
}
