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
 * `Idempotency-Key` on POST: the first answer is given again. Everything that a request with a key does is one
 * transaction, and its key and its answer are written in it: after a crash all of it is there or nothing. What was
 * refused has changed nothing and is not remembered; the same key may try again.
 */
@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly work: UnitOfWork) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const keys = request.headersDistinct['idempotency-key'];
    const caller = request.user as RequestCaller | undefined;
    if (request.method !== 'POST' || keys === undefined || !caller) return next.handle();
    const key = keys.join();
    if (keys.length > 1 || !/^[\x20-\x7e]{1,255}$/.test(key))
      throw new ApiError(validationFailed, [
        { field: 'Idempotency-Key', message: 'must be there once, with 1 to 255 printable ASCII characters' },
      ]);
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
    const owner = caller.key;
    const requestHash = sha256(JSON.stringify([request.originalUrl, request.bodyHash]));
    return this.work.requestTransaction(caller, owner, async (manager) => {
      const keys = new IdempotencyKeys(manager, owner);
      if (!(await keys.lock(key))) throw new ApiError(idempotencyKeyInUse);
      const first = await keys.find(key);
      if (first) {
        if (first.requestHash !== requestHash) throw new ApiError(idempotencyKeyReused);
        response.setHeader('Idempotent-Replayed', 'true');
        if (first.etag !== null) response.setHeader('ETag', first.etag);
        return Envelope.replay(first.body as Partial<Envelope>);
      }
      const answer = Envelope.wrap(await handle(), response);
      const etag = (response.getHeader('ETag') as string | undefined) ?? null;
      await keys.store(key, { requestHash, etag, body: withoutSecret(answer) });
      return answer;
    });
  }
}

/** A secret is shown once and never kept: a replay has everything else. */
function withoutSecret(answer: Envelope): unknown {
  const { secret, ...shown } = (answer.data ?? {}) as { secret?: unknown };
  return secret === undefined ? answer : { ...answer, data: shown };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** For every POST. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    declareErrors('idempotency', idempotencyKeyInUse, idempotencyKeyReused),
  );
