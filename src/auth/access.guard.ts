import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, RequestHandler, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import passport from 'passport';
import { ApiError, type Failure } from '../http/api-error.js';
import { denied, rateLimited, suspended, unauthenticated } from '../http/failures.js';
import { ROUTE_FAILURES, SUCCESS_MESSAGE } from '../http/responses.js';
import { ACCESS, type Access } from './access.js';
import { presentedApiKey } from './api-key.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { JwtStrategy } from './jwt.strategy.js';
import type { Principal, Recognized, Role, Standing } from './principal.js';
import { Principals, type Known } from './principals.js';
import { RateLimiter, type Allowance } from './rate-limiter.js';

/** Who was let in, and may do so much more this minute. */
export interface Admitted {
  /** Path of the subtree that exists; `/` for everything. */
  scope: string;
  allowance?: Allowance;
}

/** Stands before every route. One that does not say who may use it is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly jwt: JwtStrategy,
    private readonly apiKeys: ApiKeyStrategy,
    private readonly principals: Principals,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    request.failures = this.reflector.get<Failure[] | undefined>(ROUTE_FAILURES, handler);
    request.successMessage = this.reflector.get<string | undefined>(SUCCESS_MESSAGE, handler);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      handler,
      context.getClass(),
    ]);
    if (!access) throw new ApiError(denied);
    if (access.level === 'public') return true;

    const known =
      this.principals.recall(request) ??
      this.principals.remember(request, await this.authenticate(request, response));
    this.limit(known, response);
    const remembered = known.standing;
    const standing = remembered ?? (await this.principals.renew(known));
    if (!standing) throw new ApiError(unauthenticated);
    this.principals.noteUse(known.identity);
    const principal = this.principalOf(known, standing, access, request, remembered === undefined);
    request.user = principal;
    // Whoever is refused is so by what holds now.
    if (remembered && principal.rights && refusalOf(principal.role, principal.suspended, access))
      await principal.rights.renew();
    const refusal = refusalOf(principal.role, principal.suspended, access);
    if (refusal) throw new ApiError(refusal);
    return true;
  }

  /**
   * The same for a caller who is remembered, without asking anybody: what exists for them, or undefined where it takes
   * more to tell. `version`: of everybody's rights, as it is now.
   */
  admitAtOnce(request: IncomingMessage, access: Access, version: string): Admitted | undefined {
    const known = this.principals.recall(request);
    const standing = known?.standing;
    if (!standing || (standing.version !== undefined && standing.version !== version)) return undefined;
    if (refusalOf(known.identity.role, standing.suspended, access)) return undefined;
    const allowance = this.limiter.take(known);
    if (allowance?.exceeded) return undefined;
    this.principals.noteUse(known.identity);
    return { scope: standing.scope, allowance };
  }

  /** `fresh`: the database has just said what the standing is. */
  private principalOf(
    known: Known,
    standing: Standing,
    access: Access,
    request: Request,
    fresh: boolean,
  ): Principal {
    const { subject, role, organizationId, apiKeyId } = known.identity;
    const requestId = request.id;
    const principal: Principal = {
      ...known.identity,
      ...standing,
      key: known.key,
      actor: { subject, role, organizationId, apiKeyId, requestId },
    };
    if (standing.version !== undefined)
      principal.rights = {
        version: standing.version,
        confirmed: fresh,
        renew: async () => {
          const now = await this.principals.renew(known);
          // Whatever follows from it need not be asked for again.
          principal.rights!.confirmed = true;
          if (!now) throw new ApiError(unauthenticated);
          const { scope, suspended: wasSuspended } = principal;
          Object.assign(principal, now);
          principal.rights!.version = now.version!;
          const refusal = refusalOf(principal.role, principal.suspended, access);
          if (refusal) throw new ApiError(refusal);
          return now.scope !== scope || now.suspended !== wasSuspended;
        },
      };
    return principal;
  }

  /** By the strategy itself and not by its name, which passport knows once for the whole process. */
  private authenticate(request: Request, response: Response): Promise<Recognized> {
    // One for each request, as passport makes them of names: it hangs the request's callbacks on what it is given, and
    // requests that share it would answer each other's.
    const strategy = Object.create(
      presentedApiKey(request) === undefined ? this.jwt : this.apiKeys,
    ) as passport.Strategy;
    return new Promise((accept, refuse) => {
      const decide = (
        error: Error | null,
        recognized?: Recognized | false | null,
        reason?: unknown,
      ): void => {
        if (recognized) accept(recognized);
        else if (error) refuse(error);
        else refuse(reason instanceof ApiError ? reason : new ApiError(unauthenticated));
      };
      const middleware = passport.authenticate(strategy, { session: false }, decide) as RequestHandler;
      middleware(request, response, refuse);
    });
  }

  private limit(known: Known, response: Response): void {
    const allowance = this.limiter.take(known);
    if (!allowance) return;
    for (const [name, value] of allowanceHeaders(allowance)) response.setHeader(name, value);
    if (!allowance.exceeded) return;
    this.limiter.noteRefusal(known);
    response.setHeader('Retry-After', String(allowance.reset));
    throw new ApiError(rateLimited);
  }
}

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers. */
export function allowanceHeaders({ limit, remaining, reset }: Allowance): [name: string, value: string][] {
  return [
    ['RateLimit-Policy', `"principal";q=${limit};w=60`],
    ['RateLimit', `"principal";r=${remaining};t=${reset}`],
  ];
}

function refusalOf(role: Role, isSuspended: boolean, { roles, writes }: Access): Failure | undefined {
  if (!roles.includes(role)) return denied;
  return writes && isSuspended ? suspended : undefined;
}
