import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import type { Actor } from '../database/unit-of-work.js';
import { ApiError, type Failure } from '../http/api-error.js';
import { denied, rateLimited, suspended, unauthenticated } from '../http/failures.js';
import { ROUTE_FAILURES } from '../http/responses.js';
import { ACCESS, type Access } from './access.js';
import { presentedApiKey } from './api-key.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { JwtStrategy } from './jwt.strategy.js';
import type { Identity, Principal } from './principal.js';
import { PrincipalsRepository } from './principals.repository.js';
import { RateLimiter } from './rate-limiter.js';

/** Stands before every route. One that does not say who may use it is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly jwt: JwtStrategy,
    private readonly apiKeys: ApiKeyStrategy,
    private readonly principals: PrincipalsRepository,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    request.failures = this.reflector.get<Failure[] | undefined>(ROUTE_FAILURES, handler);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      handler,
      context.getClass(),
    ]);
    if (!access) throw new ApiError(denied);
    if (access.level === 'public') return true;

    const identity = await this.authenticate(request, response);
    this.limit(identity, response);
    const principal = isPrincipal(identity) ? identity : await this.principals.establish(identity);
    if (!principal) throw new ApiError(unauthenticated);
    request.user = { ...principal, actor: actorOf(principal, request) };
    if (!access.roles.includes(principal.role)) throw new ApiError(denied);
    if (access.writes && principal.suspended) throw new ApiError(suspended);
    return true;
  }

  /** By the strategy itself and not by its name, which passport knows once for the whole process. */
  private authenticate(request: Request, response: Response): Promise<Identity | Principal> {
    // One for each request, as passport makes them of names: it hangs the request's callbacks on what it is given, and
    // requests that share it would answer each other's.
    const strategy = Object.create(
      presentedApiKey(request) === undefined ? this.jwt : this.apiKeys,
    ) as passport.Strategy;
    return new Promise((accept, refuse) => {
      const decide = (error: Error | null, identity?: Identity | false | null, reason?: unknown): void => {
        if (identity) accept(identity);
        else if (error) refuse(error);
        else refuse(reason instanceof ApiError ? reason : new ApiError(unauthenticated));
      };
      const middleware = passport.authenticate(strategy, { session: false }, decide) as RequestHandler;
      middleware(request, response, refuse);
    });
  }

  /** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers. */
  private limit(identity: Identity, response: Response): void {
    const allowance = this.limiter.take(identity);
    if (!allowance) return;
    const { limit, remaining, reset, exceeded } = allowance;
    response.setHeader('RateLimit-Policy', `"principal";q=${limit};w=60`);
    response.setHeader('RateLimit', `"principal";r=${remaining};t=${reset}`);
    if (!exceeded) return;
    response.setHeader('Retry-After', String(reset));
    throw new ApiError(rateLimited);
  }
}

/** A key was looked up together with its organization; a token is counted before anything is looked up. */
function isPrincipal(identity: Identity | Principal): identity is Principal {
  return 'scope' in identity;
}

function actorOf({ subject, role, organizationId, apiKeyId }: Principal, request: Request): Actor {
  return { subject, role, organizationId, apiKeyId, requestId: request.id as string };
}
