import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { ApiError, type Failure } from '../http/api-error.js';
import { denied, suspended, unauthenticated } from '../http/failures.js';
import { ROUTE_FAILURES } from '../http/responses.js';
import { ACCESS, type Access } from './access.js';
import type { Principal } from './principal.js';

/** Stands before every route. One that does not say who may use it is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<Request>();
    request.failures = this.reflector.get<Failure[] | undefined>(ROUTE_FAILURES, handler);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, context.getClass()]);
    if (!access) throw new ApiError(denied);
    if (access.level === 'public') return true;

    await super.canActivate(context);
    const principal = request.user as Principal;
    if (!access.roles.includes(principal.role)) throw new ApiError(denied);
    if (access.writes && principal.suspended) throw new ApiError(suspended);
    return true;
  }

  override handleRequest<P>(error: unknown, principal: P | false): P {
    if (error) throw error;
    if (!principal) throw new ApiError(unauthenticated);
    return principal;
  }
}
