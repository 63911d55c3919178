import { describe, expect, it } from '@jest/globals';
import {
  idempotencyKeyReused,
  insufficientPermissions,
  preconditionFailed,
  serviceUnavailable,
} from './common.errors.js';
import { ApiErrors, declareErrors, errorsOfRoute } from './route-errors.js';

const Restricted = (): MethodDecorator & ClassDecorator =>
  declareErrors('access', insufficientPermissions, serviceUnavailable);
const Open = (): MethodDecorator & ClassDecorator => declareErrors('access');
const Conditional = (): ParameterDecorator => declareErrors('preconditions', preconditionFailed);
const Repeatable = (): MethodDecorator => declareErrors('idempotency', idempotencyKeyReused);

@Restricted()
class Routes {
  plain(): void {}

  @ApiErrors(serviceUnavailable)
  @Open()
  open(): void {}

  @Repeatable()
  @ApiErrors(insufficientPermissions.withMessage('Only on Mondays'))
  write(@Conditional() _precondition: unknown): void {}
}

const everywhere = ['validation_failed', 'malformed_path', 'internal_error'];
const codesOf = (method: keyof Routes, readsBody = false): string[] =>
  errorsOfRoute(Routes, method, readsBody).map(({ code }) => code);

describe('the errors of a route', () => {
  it('include those that the decorators of its controller imply', () => {
    expect(codesOf('plain')).toEqual(['insufficient_permissions', 'service_unavailable', ...everywhere]);
  });

  it('include those of bodies if the route reads one', () => {
    expect(codesOf('open', true)).toEqual([
      'service_unavailable',
      'malformed_json',
      'payload_too_large',
      'unsupported_media_type',
      ...everywhere,
    ]);
  });

  it('follow the decorators of the handler rather than those of its controller', () => {
    expect(codesOf('open')).toEqual(['service_unavailable', ...everywhere]);
  });

  it('include those that a parameter implies', () => {
    expect(codesOf('write')).toEqual([
      'insufficient_permissions',
      'service_unavailable',
      'precondition_failed',
      'idempotency_key_reused',
      ...everywhere,
    ]);
  });

  it('have the message that the handler gives to an implied error', () => {
    expect(errorsOfRoute(Routes, 'write', false)[0]!.message).toBe('Only on Mondays');
    expect(errorsOfRoute(Routes, 'plain', false)[0]!.message).toBe('Insufficient permissions');
  });
});
