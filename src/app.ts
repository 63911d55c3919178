import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Registry } from 'prom-client';
import type { Environment } from './config/environment.js';
import { serveDocumentation } from './openapi/documentation.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { createLogger, logRequests, NestLogger } from './observability/logging.js';
import { createOpenApiDocument } from './openapi/document.js';
import { assignRequestId } from './http/request-id.js';
import { readBody } from './http/body.js';
import { refuseUnknownMethod } from './http/methods.js';
import { parseQuery } from './http/query.js';
import { checkRequestHead } from './http/request-head.js';
import { ignoreRequestCacheControl } from './http/etag.js';
import { provideRequestContext } from './http/request-context.js';
import { RequestMetrics } from './observability/request-metrics.js';
import { traceRequests } from './observability/request-spans.js';
import { HttpAdapter } from './http/server.js';
import { takeSnapshot, type MetricsSnapshot } from './observability/metrics-snapshot.js';
import { tracer } from './observability/tracing.js';

/** Creates the application of a module, for the programs and the tests alike. It does not listen yet. */
export async function createApp(
  environment: Environment,
  module: DynamicModule,
): Promise<NestExpressApplication> {
  const logger = createLogger(environment);
  const adapter = new HttpAdapter();
  const app = await NestFactory.create<NestExpressApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  if (tracer()) app.use(traceRequests);
  if (environment.metricsPort !== undefined) app.use(app.get(RequestMetrics).measure);
  app.use(assignRequestId, logRequests(logger));
  configureApp(app, environment);
  app.use(adapter.checkLiteralPath);
  return app;
}

/** The metrics of this process. */
export function collectMetrics(app: NestExpressApplication): Promise<MetricsSnapshot> {
  return takeSnapshot(app.get(Registry));
}

function configureApp(app: NestExpressApplication, environment: Environment): void {
  const { corsOrigins } = environment;
  app.disable('x-powered-by').disable('etag').set('query parser', parseQuery);
  app.use(setSecurityHeaders, checkRequestHead);
  if (corsOrigins.length > 0)
    app.enableCors({
      origin: corsOrigins.includes('*') ? '*' : corsOrigins,
      exposedHeaders: [
        'Allow',
        'Link',
        'ETag',
        'X-Request-Id',
        'Idempotent-Replayed',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
      ],
      maxAge: 600,
    });
  app.use(refuseUnknownMethod, ignoreRequestCacheControl, provideRequestContext(environment), readBody);
  app.use(serveDocumentation(() => createOpenApiDocument(app)));
}
