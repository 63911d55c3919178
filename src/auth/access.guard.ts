import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, RequestHandler, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import passport from 'passport';
import type { Actor } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import type { ErrorDefinition } from '../errors/error-definition.js';
import {
  insufficientPermissions,
  rateLimited,
  organizationSuspended,
  unauthenticated,
} from '../errors/common.errors.js';
import { ownErrors } from '../errors/route-errors.js';
import { checkMethod } from '../http/methods.js';
import { SUCCESS_MESSAGE } from '../openapi/responses.js';
import { ACCESS, type Access } from './access.js';
import { extractApiKey } from './api-key.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { JwtStrategy } from './jwt.strategy.js';
import type { AuthenticatedCredential, Identity, Principal, Role, TenantScope } from './principal.js';
import { PrincipalCache, type CachedPrincipal } from './principal-cache.js';
import { RateLimiter, type RateLimitStatus } from './rate-limiter.js';

/** The result of a successful authorization from the cache. */
export interface CachedAuthorization {
  /** The path of the subtree that the caller can see. `/` is everything. */
  scope: string;
  rateLimit?: RateLimitStatus;
}

/** Authenticates and authorizes the caller of every route. Refuses a route that declares no access. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly jwt: JwtStrategy,
    private readonly apiKeys: ApiKeyStrategy,
    private readonly principals: PrincipalCache,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    request.ownErrors = ownErrors(handler);
    request.successMessage = this.reflector.get<string | undefined>(SUCCESS_MESSAGE, handler);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      handler,
      context.getClass(),
    ]);
    if (!access) throw new ApiError(insufficientPermissions);
    if (access.level === 'public') {
      checkMethod(request);
      return true;
    }

    const cached =
      this.principals.get(request) ??
      this.principals.set(request, await this.authenticate(request, response));
    this.enforceRateLimit(cached, response);
    const cachedScope = cached.tenantScope;
    const tenantScope = cachedScope ?? (await this.principals.refresh(cached));
    if (!tenantScope) throw new ApiError(unauthenticated);
    checkMethod(request);
    this.principals.recordUse(cached.identity);
    const principal = this.buildPrincipal(cached, tenantScope, access, request, cachedScope === undefined);
    request.user = principal;
    // The cached scope may be outdated. Refuse the caller only by the current one.
    if (cachedScope && principal.authEpoch && accessErrorFor(principal.role, principal.suspended, access))
      await principal.authEpoch.refresh();
    const refusal = accessErrorFor(principal.role, principal.suspended, access);
    if (refusal) throw new ApiError(refusal);
    return true;
  }

  /** Authorizes from the cache, given the current auth epoch. Returns undefined if the caller needs `canActivate`. */
  authorizeFromCache(
    request: IncomingMessage,
    access: Access,
    epoch: string,
  ): CachedAuthorization | undefined {
    const cached = this.principals.get(request);
    const tenantScope = cached?.tenantScope;
    if (!tenantScope || (tenantScope.epoch !== undefined && tenantScope.epoch !== epoch)) return undefined;
    if (accessErrorFor(cached.identity.role, tenantScope.suspended, access)) return undefined;
    const rateLimit = this.limiter.consume(cached);
    if (rateLimit?.exceeded) return undefined;
    this.principals.recordUse(cached.identity);
    return { scope: tenantScope.scope, rateLimit };
  }

  /** `fresh`: whether the scope has just been read from the database. */
  private buildPrincipal(
    cached: CachedPrincipal,
    tenantScope: TenantScope,
    access: Access,
    request: Request,
    fresh: boolean,
  ): Principal {
    const principal: Principal = {
      ...cached.identity,
      ...tenantScope,
      key: cached.key,
      actor: actorOf(cached.identity, request),
    };
    if (tenantScope.epoch !== undefined)
      principal.authEpoch = {
        value: tenantScope.epoch,
        verified: fresh,
        refresh: async () => {
          const current = await this.principals.refresh(cached);
          // The refusals below result from the current state, so they need no second check.
          principal.authEpoch!.verified = true;
          if (!current) throw new ApiError(unauthenticated);
          const before = { ...principal };
          Object.assign(principal, cached.identity, current, { actor: actorOf(cached.identity, request) });
          principal.authEpoch!.value = current.epoch!;
          const refusal = accessErrorFor(principal.role, principal.suspended, access);
          if (refusal) throw new ApiError(refusal);
          return (['scope', 'suspended', 'role', 'organizationId'] as const).some(
            (name) => principal[name] !== before[name],
          );
        },
      };
    return principal;
  }

  /** Passes the strategy itself to passport, because passport registers strategies by name for the whole process. */
  private authenticate(request: Request, response: Response): Promise<AuthenticatedCredential> {
    // A new object for each request: passport sets the callbacks of the request on it, and concurrent requests that
    // shared one object would call each other's callbacks.
    const strategy = Object.create(
      extractApiKey(request) === undefined ? this.jwt : this.apiKeys,
    ) as passport.Strategy;
    return new Promise((resolve, reject) => {
      const onResult = (
        error: Error | null,
        authenticated?: AuthenticatedCredential | false | null,
        reason?: unknown,
      ): void => {
        if (authenticated) resolve(authenticated);
        else if (error) reject(error);
        else reject(reason instanceof ApiError ? reason : new ApiError(unauthenticated));
      };
      const middleware = passport.authenticate(strategy, { session: false }, onResult) as RequestHandler;
      middleware(request, response, reject);
    });
  }

  private enforceRateLimit(cached: CachedPrincipal, response: Response): void {
    const rateLimit = this.limiter.consume(cached);
    if (!rateLimit) return;
    for (const [name, value] of rateLimitHeaders(rateLimit)) response.setHeader(name, value);
    if (!rateLimit.exceeded) return;
    this.limiter.recordRefusal(cached);
    response.setHeader('Retry-After', String(rateLimit.reset));
    throw new ApiError(rateLimited);
  }
}

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers. */
export function rateLimitHeaders({
  limit,
  remaining,
  reset,
}: RateLimitStatus): [name: string, value: string][] {
  return [
    ['RateLimit-Policy', `"principal";q=${limit};w=60`],
    ['RateLimit', `"principal";r=${remaining};t=${reset}`],
  ];
}

function accessErrorFor(
  role: Role,
  isSuspended: boolean,
  { roles, writes }: Access,
): ErrorDefinition | undefined {
  if (!roles.includes(role)) return insufficientPermissions;
  return writes && isSuspended ? organizationSuspended : undefined;
}

/** The author of the request's changes, as the history shows it. */
function actorOf({ subject, role, organizationId, apiKeyId }: Identity, { id }: Request): Actor {
  return { subject, role, organizationId, apiKeyId, requestId: id };
}
