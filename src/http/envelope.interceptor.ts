import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { tagOf } from './etag.js';
import { Page } from './pages.js';
import { SUCCESS_MESSAGE } from './responses.js';

/** What a handler returns that has something to say other than its route's message. */
export class Reply<T> {
  constructor(
    readonly data: T,
    readonly message: string,
  ) {}
}

/** `{ success, data, meta?, message? }` around whatever a handler returns. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const message = this.reflector.get<string | undefined>(SUCCESS_MESSAGE, context.getHandler());
    return next.handle().pipe(
      map((data: unknown) => {
        const tag = tagOf(data);
        if (tag !== undefined) context.switchToHttp().getResponse<Response>().setHeader('ETag', tag);
        if (data instanceof Page) return list(data, context);
        if (data instanceof Reply)
          return { success: true, data: data.data as unknown, message: data.message };
        return { success: true, data, ...(message !== undefined && { message }) };
      }),
    );
  }
}

function list({ items, ...meta }: Page<unknown>, context: ExecutionContext): unknown {
  if (meta.nextCursor !== undefined) {
    const request = context.switchToHttp().getRequest<Request>();
    const [path, query] = request.originalUrl.split('?') as [string, string | undefined];
    const parameters = new URLSearchParams(query);
    parameters.set('cursor', meta.nextCursor);
    context
      .switchToHttp()
      .getResponse<Response>()
      .setHeader('Link', `<${path}?${parameters.toString()}>; rel="next"`);
  }
  return { success: true, data: items, meta };
}
