import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import { principalKey, type Principal } from '../auth/principal.js';
import { UnitOfWork, type Caller } from '../database/unit-of-work.js';
import { ApiError } from './api-error.js';
import { idempotencyKeyInUse, idempotencyKeyReused, invalid } from './failures.js';

interface Remembered {
  request_hash: string;
  etag: string | null;
  body: unknown;
}

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
    const owner = sha256(principalKey(principal));
    const requestHash = sha256(JSON.stringify([request.originalUrl, request.bodyHash]));
    const caller: Caller = { scope: principal.scope, actor: principal.actor, principal: owner };
    return this.work.writeAround(caller, async (manager) => {
      await lock(manager, owner, key);
      const [first] = await manager.query<Remembered[]>(
        `select request_hash, etag, body from idempotency_keys
          where principal = $1 and key = $2 and created_at > remembered_since()`,
        [owner, key],
      );
      if (first) {
        if (first.request_hash !== requestHash) throw new ApiError(idempotencyKeyReused);
        response.setHeader('Idempotent-Replayed', 'true');
        if (first.etag !== null) response.setHeader('ETag', first.etag);
        return first.body;
      }
      const answer = await handle();
      await manager.query(
        `insert into idempotency_keys (principal, key, request_hash, etag, body) values ($1, $2, $3, $4, $5)
         on conflict (principal, key) do update
           set request_hash = excluded.request_hash, etag = excluded.etag, body = excluded.body, created_at = now()`,
        [owner, key, requestHash, response.getHeader('ETag') ?? null, JSON.stringify(withoutSecret(answer))],
      );
      await forgetSome(manager);
      return answer;
    });
  }
}

/** Whoever comes while the first request with a key runs does not wait for it. */
async function lock(manager: EntityManager, owner: string, key: string): Promise<void> {
  const [{ free }] = await manager.query<[{ free: boolean }]>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 7301003)) as free',
    [`${owner} ${key}`],
  );
  if (!free) throw new ApiError(idempotencyKeyInUse);
}

/** Each request that is remembered clears away a few that have been for long enough. */
async function forgetSome(manager: EntityManager): Promise<void> {
  await manager.query(`select forget_idempotency_keys()`);
}

/** A secret is shown once and never kept: a replay has everything else. */
function withoutSecret(answer: unknown): unknown {
  const { data, ...envelope } = answer as { data?: { secret?: unknown } };
  if (data?.secret === undefined) return answer;
  const { secret: _, ...shown } = data;
  return { ...envelope, data: shown };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
