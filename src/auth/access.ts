import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  insufficientPermissions,
  organizationSuspended,
  rateLimited,
  serviceUnavailable,
  unauthenticated,
} from '../errors/common.errors.js';
import type { ErrorDefinition } from '../errors/error-definition.js';
import { declareErrors } from '../errors/route-errors.js';
import type { AccessLevel } from '../openapi/access-level.js';
import type { Principal, Role } from './principal.js';

export const ACCESS = Symbol('access');

/** Who may use a route. */
export interface Access {
  /** The name of this access in OpenAPI. */
  level: AccessLevel;
  /** The roles that may use the route. Empty on a public route. */
  roles: readonly Role[];
  /** Whether the route is refused while the caller's organization is suspended. */
  writes: boolean;
}

/** No authentication. */
export const PublicRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'public', roles: [], writes: false });

/** Administrators of the platform only. */
export const AdminRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'admin', roles: ['admin'], writes: false });

/**
 * Tenants, inside their subtree, and administrators. Viewers may `read`, managers may also `write`. `manage` is for reads
 * that viewers may not do.
 */
export const TenantRoute = (mode: 'read' | 'manage' | 'write'): MethodDecorator & ClassDecorator =>
  mode === 'read'
    ? declare({ level: 'tenant-read', roles: ['admin', 'manager', 'viewer'], writes: false })
    : declare({ level: `tenant-${mode}`, roles: ['admin', 'manager'], writes: mode === 'write' });

/** SIP proxies and administrators. */
export const EdgeRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'edge', roles: ['admin', 'edge'], writes: false });

/** Rating engines and administrators. Also while the organization is suspended: what was used is to be paid. */
export const RatingRoute = (): MethodDecorator & ClassDecorator =>
  declare({ level: 'rating', roles: ['admin', 'rating'], writes: false });

/** The access that a controller declares for all of its routes. */
export function getAccess(controller: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, controller) as Access | undefined;
}

function declare(access: Access): MethodDecorator & ClassDecorator {
  const isPublic = access.level === 'public';
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiExtension('x-access-level', access.level),
    ...(isPublic ? [] : [ApiBearerAuth('token'), ApiSecurity('apiKey')]),
    declareErrors('access', ...(isPublic ? [] : accessErrors(access))),
  );
}

/** The errors with which the access guard refuses a request. */
function accessErrors({ writes }: Access): ErrorDefinition[] {
  return [
    insufficientPermissions,
    ...(writes ? [organizationSuspended] : []),
    unauthenticated,
    rateLimited,
    serviceUnavailable,
  ];
}

/** The caller, as a parameter of a handler. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().user as Principal,
);
