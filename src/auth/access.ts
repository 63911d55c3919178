import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import type { AccessLevel } from '../openapi/access-level.js';
import type { Principal, Role } from './principal.js';

export const ACCESS = Symbol('access');

/** Who may use a route. */
export interface Access {
  /** The name under which OpenAPI shows it. */
  level: AccessLevel;
  /** Empty: everybody, without authentication. */
  roles: readonly Role[];
  /** Refused while the caller's organization is suspended. */
  writes: boolean;
}

/** Everybody, without authentication. */
export const PublicRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'public', roles: [], writes: false });

/** Platform admins only. */
export const AdminRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'admin', roles: ['admin'], writes: false });

/**
 * Tenants, inside their subtree, and admins: viewers may read, managers also write. To `manage` is to read what is
 * no viewer's business.
 */
export const TenantRoute = (mode: 'read' | 'manage' | 'write'): MethodDecorator & ClassDecorator =>
  mode === 'read'
    ? declare({ level: 'tenant-read', roles: ['admin', 'manager', 'viewer'], writes: false })
    : declare({ level: `tenant-${mode}`, roles: ['admin', 'manager'], writes: mode === 'write' });

/** SIP proxies and admins. */
export const EdgeRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'edge', roles: ['admin', 'edge'], writes: false });

/** What a controller declares for all of its routes. */
export function getAccess(controller: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, controller) as Access | undefined;
}

function declare(access: Access): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiExtension('x-access-level', access.level),
    ...(access.level === 'public' ? [] : [ApiBearerAuth('token'), ApiSecurity('apiKey')]),
  );
}

/** The caller, in a handler's parameters. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().user as Principal,
);
