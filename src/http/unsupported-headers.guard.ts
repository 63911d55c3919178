import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { declaresErrors } from '../errors/route-errors.js';

/**
 * Refuses headers of a write that it would otherwise ignore, although the caller relies on them: `If-Match` and
 * `If-None-Match` where nothing evaluates them (`@Preconditions`), and `X-Idempotency-Key` in place of `Idempotency-Key`.
 */
@Injectable()
export class UnsupportedHeadersGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<Request>();
    if (method === 'GET' || method === 'HEAD') return true;
    if ('x-idempotency-key' in headers)
      throw new ApiError(validationFailed, [
        { field: 'X-Idempotency-Key', message: 'is not a known header: send the key as Idempotency-Key' },
      ]);
    const conditions = ['If-Match', 'If-None-Match'].filter((name) => name.toLowerCase() in headers);
    if (conditions.length === 0 || declaresErrors(context.getHandler(), 'preconditions')) return true;
    throw new ApiError(
      validationFailed,
      conditions.map((field) => ({
        field,
        message:
          'is not supported by this operation: leave it out. An Idempotency-Key makes the request safe to repeat',
      })),
    );
  }
}
