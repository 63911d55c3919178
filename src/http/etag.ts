import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { ApiError } from './api-error.js';
import { preconditionFailed } from './failures.js';

const tags = new WeakMap<object, string>();

/**
 * Marks an answer with the strong validator of a resource as its GET shows it. Answers to writes say a little less
 * than the GET does: `representation` is then what it would say.
 */
export function tagged<T extends object>(answer: T, representation: object = answer): T {
  tags.set(answer, etagOf(representation));
  return answer;
}

/** The ETag that an answer was marked with. */
export function tagOf(answer: unknown): string | undefined {
  return typeof answer === 'object' && answer !== null ? tags.get(answer) : undefined;
}

/** From every byte of it, so that also a name that comes from elsewhere makes another one. */
function etagOf(representation: object): string {
  const hash = createHash('sha1').update(JSON.stringify(representation)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}

/** What the caller wants a resource to be before it changes it (RFC 9110, 13.1). */
export class Precondition {
  constructor(
    private readonly ifMatch?: string,
    private readonly ifNoneMatch?: string,
  ) {}

  /** Refuses where `current`, the resource as its GET would show it now, is not what `If-Match` names. */
  check(current: object): void {
    if (this.ifMatch === undefined || this.ifMatch.trim() === '*') return;
    const named = this.ifMatch.split(',').map((tag) => tag.trim());
    if (!named.includes(etagOf(current))) throw new ApiError(preconditionFailed);
  }

  /** Refuses a resource that is there with `If-None-Match: *`, one that is not with any `If-Match`. */
  checkPresence(current: object | undefined): void {
    if (current === undefined ? this.ifMatch !== undefined : this.ifNoneMatch?.trim() === '*')
      throw new ApiError(preconditionFailed);
    if (current) this.check(current);
  }
}

/** The request's `If-Match` and `If-None-Match`, in a handler's parameters. */
export const Preconditions = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { headers } = context.switchToHttp().getRequest<Request>();
  return new Precondition(headers['if-match'], headers['if-none-match']);
});
