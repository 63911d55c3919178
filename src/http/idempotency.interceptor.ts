import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { RequestCaller } from './request-context.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Envelope } from './envelope.js';
import { ApiError } from '../errors/api-error.js';
import { idempotencyKeyInUse, idempotencyKeyReused, validationFailed } from '../errors/common.errors.js';
import { declareErrors } from '../errors/route-errors.js';
import { IdempotencyKeys } from './idempotency-keys.repository.js';

/**
 * Implements `Idempotency-Key` on POST: a repeated request gets the response to the first one. All work of a request with a
 * key is one transaction, which also stores the key and the response, so a crash leaves all of it or nothing. A request
 * that fails changes and stores nothing, and the same key may be used again.
 */
@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly work: UnitOfWork) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const keys = request.headersDistinct['idempotency-key'];
    const caller = request.user as RequestCaller | undefined;
    if (request.method !== 'POST' || keys === undefined || !caller) return next.handle();
    const key = parseKey(keys);
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.handleOnce(caller, key, request, response, () => lastValueFrom(next.handle())));
  }

  private handleOnce(
    caller: RequestCaller,
    key: string,
    request: Request,
    response: Response,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const requestHash = sha256(JSON.stringify([request.originalUrl, request.bodyHash]));
    return this.work.requestTransaction(caller, caller.key, async (manager) => {
      const keys = new IdempotencyKeys(manager, caller.key);
      if (!(await keys.lock(key))) throw new ApiError(idempotencyKeyInUse);
      const stored = await keys.find(key);
      if (stored) {
        if (stored.requestHash !== requestHash) throw new ApiError(idempotencyKeyReused);
        response.setHeader('Idempotent-Replayed', 'true');
        if (stored.etag !== null) response.setHeader('ETag', stored.etag);
        return Envelope.replay(stored.body as Partial<Envelope>);
      }
      const envelope = Envelope.wrap(await handle(), response);
      const etag = (response.getHeader('ETag') as string | undefined) ?? null;
      await keys.store(key, { requestHash, etag, body: withoutSecret(envelope) });
      return envelope;
    });
  }
}

/** Reads the key, which may be in quotes as the IETF's draft asks (a string of RFC 9651). Both forms are one key. */
function parseKey(values: string[]): string {
  const [value] = values as [string];
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? value;
  if (
    values.length === 1 &&
    /^[\x20-\x7e]{1,255}$/.test(key) &&
    (quoted !== undefined || !key.startsWith('"'))
  )
    return key;
  throw new ApiError(validationFailed, [
    {
      field: 'Idempotency-Key',
      message: 'must be one value of 1 to 255 printable ASCII characters, with or without quotes around it',
    },
  ]);
}

/** Leaves the secret of an API key out of the stored response, because a secret is shown once and never stored. */
function withoutSecret(envelope: Envelope): unknown {
  const { secret, ...rest } = (envelope.data ?? {}) as { secret?: unknown };
  return secret === undefined ? envelope : { ...envelope, data: rest };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The route honours `Idempotency-Key`. Every POST has this decorator. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    declareErrors('idempotency', idempotencyKeyInUse, idempotencyKeyReused),
  );
