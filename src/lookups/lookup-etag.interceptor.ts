import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { LookupsService } from './lookups.service.js';

/** Adds the ETag of the lookups, so that a client with a cached response gets a 304. */
@Injectable()
export class LookupEtagInterceptor implements NestInterceptor {
  constructor(private readonly lookups: LookupsService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap(() => {
        response.setHeader('ETag', this.lookups.etag);
        response.setHeader('Cache-Control', 'private, no-cache');
      }),
    );
  }
}
