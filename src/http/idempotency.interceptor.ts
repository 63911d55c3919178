import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { principalKey, type Principal } from '../auth/principal.js';
import { UnitOfWork, type Caller } from '../database/unit-of-work.js';
import { ApiError } from './api-error.js';
import { idempotencyKeyInUse, idempotencyKeyReused, invalid } from './failures.js';
import { IdempotencyKeys } from './idempotency-keys.repository.js';

/**
 * `Idempotency-Key` on POST: the first answer is given again. Everything that a request with a key does is one
 * transaction, and its key and its answer are written in it: after a crash all of it is there or nothing. What was
 * refused has changed nothing and is not remembered; the same key may try again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly work: UnitOfWork) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const keys = request.headersDistinct['idempotency-key'];
    const principal = request.user as Principal | undefined;
    if (request.method !== 'POST' || keys === undefined || !principal) return next.handle();
    const key = keys.join();
    if (keys.length > 1 || !/^[\x20-\x7e]{1,255}$/.test(key))
      throw new ApiError(invalid, [
        { field: 'Idempotency-Key', message: 'must be there once, with 1 to 255 printable ASCII characters' },
      ]);
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.once(principal, key, request, response, () => lastValueFrom(next.handle())));
  }

  private once(
    principal: Principal,
    key: string,
    request: Request,
    response: Response,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const owner = principalKey(principal);
    const requestHash = sha256(JSON.stringify([request.originalUrl, request.bodyHash]));
    const caller: Caller = { scope: principal.scope, actor: principal.actor, principal: owner };
    return this.work.writeAround(caller, async (manager) => {
      const keys = new IdempotencyKeys(manager, owner);
      if (!(await keys.take(key))) throw new ApiError(idempotencyKeyInUse);
      const first = await keys.find(key);
      if (first) {
        if (first.requestHash !== requestHash) throw new ApiError(idempotencyKeyReused);
        response.setHeader('Idempotent-Replayed', 'true');
        if (first.etag !== null) response.setHeader('ETag', first.etag);
        return first.body;
      }
      const answer = await handle();
      const etag = (response.getHeader('ETag') as string | undefined) ?? null;
      await keys.remember(key, { requestHash, etag, body: withoutSecret(answer) });
      return answer;
    });
  }
}

/** A secret is shown once and never kept: a replay has everything else. */
function withoutSecret(answer: unknown): unknown {
  const { data } = answer as { data?: { secret?: unknown } };
  if (data?.secret === undefined) return answer;
  const { secret: _, ...shown } = data;
  return { ...(answer as object), data: shown };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
