import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getAccess } from '../../auth/access.js';
import { AccessGuard, rateLimitHeaders } from '../../auth/access.guard.js';
import { Environment } from '../../config/environment.js';
import { SECURITY_HEADERS } from '../../http/security-headers.js';
import { requestIdOf } from '../../http/request-id.js';
import { RequestMetrics } from '../../observability/request-metrics.js';
import { traceFastPath } from '../../observability/request-spans.js';
import { HttpAdapter } from '../../http/server.js';
import type { FastPath } from '../../observability/request-metrics.js';
import { RoutingController } from '../routing.controller.js';
import { RoutingIndexSync } from '../sync/routing-index-sync.js';
import { tracer } from '../../observability/tracing.js';
import { RoutingService } from '../routing.service.js';
import { parseCall, ROUTING_PREFIX, routeOf } from './parse-call.js';

/**
 * Answers routing requests before Express and Nest, which take three times as long as everything else together. It
 * answers a valid request of a cached caller from the fresh index, with the controller's response. It leaves every other
 * request to the controller.
 */
@Injectable()
export class RoutingFastPath implements OnModuleInit {
  private readonly access = getAccess(RoutingController)!;
  private readonly headers = [...SECURITY_HEADERS.flat(), 'Content-Type', 'application/json; charset=utf-8'];

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly guard: AccessGuard,
    private readonly sync: RoutingIndexSync,
    private readonly routing: RoutingService,
    private readonly environment: Environment,
    private readonly metrics: RequestMetrics,
  ) {
    const { corsOrigins } = environment;
    // A request with an `Origin` gets other headers, from Express.
    if (corsOrigins.length > 0 && !corsOrigins.includes('*')) this.headers.push('Vary', 'Origin');
  }

  onModuleInit(): void {
    // At these levels every request has a log line, which only the middleware writes.
    if (['debug', 'trace'].includes(this.environment.logLevel)) return;
    const { httpAdapter } = this.host;
    if (!(httpAdapter instanceof HttpAdapter)) return;
    let fastPath: FastPath = (request, response) => this.respond(request, response);
    if (this.environment.metricsPort !== undefined) fastPath = this.metrics.measureFastPath(fastPath);
    if (tracer()) fastPath = traceFastPath(fastPath);
    httpAdapter.addFastPath(fastPath);
  }

  /** Returns the route of the request if it has responded. */
  private respond(request: IncomingMessage, response: ServerResponse): string | undefined {
    if (!request.url!.startsWith(ROUTING_PREFIX) || !this.sync.freshIndex) return undefined;
    const call = parseCall(request);
    const caller = call && this.guard.authorizeFromCache(request, this.access, this.sync.authEpoch);
    // Undefined if the index has become stale since the check above.
    const data = caller && this.routing.decideFromIndex(caller.scope, call);
    if (!data) return undefined;
    const body = JSON.stringify({ success: true, data });
    const length = Buffer.byteLength(body);
    const headers = [...this.headers, 'X-Request-Id', requestIdOf(request), 'Content-Length', String(length)];
    if (caller.rateLimit) headers.push(...rateLimitHeaders(caller.rateLimit).flat());
    response.writeHead(200, headers);
    // An ASCII body, the usual case, needs no encoding.
    response.end(body, length === body.length ? 'latin1' : 'utf8');
    return routeOf(request.url!);
  }
}
