import { SetMetadata, type Type } from '@nestjs/common';
import { bodyErrors, internalError, malformedPath, validationFailed } from './common.errors.js';
import type { ErrorDefinition } from './error-definition.js';

/** The decorators that bring errors of their own to a route. */
type Source = 'access' | 'preconditions' | 'idempotency';

type ImpliedErrors = Partial<Record<Source, ErrorDefinition[]>>;

const OWN_ERRORS = Symbol('own errors of a route');
const IMPLIED_ERRORS = Symbol('errors implied by decorators');

/**
 * Lists the errors of a handler that no decorator implies. An implied error appears here only to give it the message of
 * this route: `insufficientPermissions.withMessage('…')`.
 */
export const ApiErrors = (...errors: ErrorDefinition[]): MethodDecorator => SetMetadata(OWN_ERRORS, errors);

/**
 * Adds the errors that a decorator implies to a controller, or to a handler directly or through one of its parameters.
 * On a handler they replace those of the same source on its controller.
 */
export function declareErrors(source: Source, ...errors: ErrorDefinition[]) {
  return (target: object, key?: string | symbol): void => {
    const route = key === undefined ? target : (target as Record<string | symbol, object>)[key]!;
    Reflect.defineMetadata(IMPLIED_ERRORS, { ...impliedErrors(route), [source]: errors }, route);
  };
}

/** The errors that `@ApiErrors` lists for a handler. */
export function ownErrors(handler: object): ErrorDefinition[] {
  return (Reflect.getMetadata(OWN_ERRORS, handler) as ErrorDefinition[] | undefined) ?? [];
}

/** Whether a decorator on a handler or on one of its parameters declares errors of this source. */
export function declaresErrors(handler: object, source: Source): boolean {
  return impliedErrors(handler)?.[source] !== undefined;
}

/** Every error that a route can return, each code once: those that say most about the route come first. */
export function errorsOfRoute(controller: Type, method: string, readsBody: boolean): ErrorDefinition[] {
  const handler = (controller.prototype as Record<string, object>)[method]!;
  const own = ownErrors(handler);
  const {
    access = [],
    preconditions = [],
    idempotency = [],
  } = { ...impliedErrors(controller), ...impliedErrors(handler) };
  const all = [
    ...access,
    ...own,
    ...(readsBody ? bodyErrors : []),
    ...preconditions,
    ...idempotency,
    validationFailed,
    malformedPath,
    internalError,
  ];
  const ownByCode = new Map(own.map((error) => [error.code, error]));
  return [...new Map(all.map((error) => [error.code, ownByCode.get(error.code) ?? error])).values()];
}

function impliedErrors(route: object): ImpliedErrors | undefined {
  return Reflect.getOwnMetadata(IMPLIED_ERRORS, route) as ImpliedErrors | undefined;
}
