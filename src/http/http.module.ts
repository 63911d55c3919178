import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ErrorFilter } from '../errors/error.filter.js';
import { RequestMetrics } from '../observability/request-metrics.js';
import { UnsupportedHeadersGuard } from './unsupported-headers.guard.js';
import { UnknownQueryGuard } from './unknown-query.guard.js';
import { RequestValidationPipe } from './validation.pipe.js';

/** The guards, the pipe and the exception filter that apply to every route. The access guard runs before them. */
@Module({
  providers: [
    RequestMetrics,
    { provide: APP_GUARD, useClass: UnknownQueryGuard },
    { provide: APP_GUARD, useClass: UnsupportedHeadersGuard },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [RequestMetrics],
})
export class HttpModule {}
