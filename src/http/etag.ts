import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { hash } from 'node:crypto';
import { ApiError } from '../errors/api-error.js';
import { preconditionFailed } from '../errors/common.errors.js';

const etags = new WeakMap<object, string>();

/**
 * Marks an answer with the strong validator of a resource as its GET shows it. Answers to writes say a little less
 * than the GET does: `representation` is then what it would say.
 */
export function withEtag<T extends object>(answer: T, representation: object = answer): T {
  etags.set(answer, etagOf(representation));
  return answer;
}

/** The ETag that an answer was marked with. */
export function getEtag(answer: unknown): string | undefined {
  return typeof answer === 'object' && answer !== null ? etags.get(answer) : undefined;
}

/** From every byte of it, so that also a name that comes from elsewhere makes another one. */
function etagOf(representation: object): string {
  return `"${hash('sha1', JSON.stringify(representation), 'base64url').slice(0, 22)}"`;
}

/** What the caller wants a resource to be before it changes it (RFC 9110, 13.1). */
export class Precondition {
  constructor(
    private readonly ifMatch?: string,
    private readonly ifNoneMatch?: string,
  ) {}

  /**
   * Refuses where `current`, the resource as its GET would show it now, is not what `If-Match` names, or is what
   * `If-None-Match` names. Where there is none yet, no `If-Match` can be met.
   */
  check(current: object | undefined): void {
    const tag = current && etagOf(current);
    if (this.ifMatch !== undefined && !matches(this.ifMatch, tag)) throw new ApiError(preconditionFailed);
    if (this.ifNoneMatch !== undefined && matches(this.ifNoneMatch.replaceAll('W/', ''), tag))
      throw new ApiError(preconditionFailed);
  }
}

/** Whether a list of tags, or `*` for any, names that of a resource; undefined is that of none. */
function matches(list: string, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  return list
    .split(',')
    .map((named) => named.trim())
    .some((named) => named === '*' || named === tag);
}

/** The request's `If-Match` and `If-None-Match`, in a handler's parameters. */
export const Preconditions = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { headers } = context.switchToHttp().getRequest<Request>();
  return new Precondition(headers['if-match'], headers['if-none-match']);
});
