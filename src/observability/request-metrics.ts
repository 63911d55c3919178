import { Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { Counter, Registry } from 'prom-client';
import { isServerError } from './server-error.js';
import { DurationHistogram, type Durations } from './duration-histogram.js';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Responds to a request outside Express and returns the template of its route; undefined if it leaves the request alone. */
export type FastPath = (request: IncomingMessage, response: ServerResponse) => string | undefined;

/** Route label of a request without a route: the path does not exist, or the request was refused before routing. */
const UNMATCHED_ROUTE = 'none';

/** Errors of routing requests are counted separately, because these are far more frequent than all others. */
const classes = ['calls', 'api'] as const;

/** Measures the duration of requests, by the template of the route, never by the path itself. */
@Injectable()
export class RequestMetrics {
  private readonly histogram: DurationHistogram;
  private readonly errors: Counter;
  private readonly replays: Counter;

  constructor(registry: Registry) {
    this.histogram = new DurationHistogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the headers of the request to the end of the response',
      labelNames: ['method', 'route', 'status'],
      registry,
    });
    this.errors = new Counter({
      name: 'organizations_errors_total',
      help: 'Responses with a status 5xx other than 501, except to health probes',
      labelNames: ['class'],
      registers: [registry],
    });
    // Initialized, so that the first error is an increase.
    for (const kind of classes) this.errors.inc({ class: kind }, 0);
    this.replays = new Counter({
      name: 'organizations_idempotent_replays_total',
      help: 'Requests that were answered with the stored response to their Idempotency-Key',
      registers: [registry],
    });
  }

  readonly measure: RequestHandler = (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? String(response.statusCode) : 'aborted';
      const route = routeOf(request) ?? UNMATCHED_ROUTE;
      this.durations(request.method, route, status).observe((performance.now() - began) / 1000);
      if (response.writableFinished && isServerError(response.statusCode)) this.countError(route);
      if (response.hasHeader('Idempotent-Replayed')) this.replays.inc();
    });
    next();
  };

  /** The same for a fast path, without a label lookup for each request. */
  measureFastPath(fastPath: FastPath): FastPath {
    const known = new Map<string, Durations>();
    return (request, response) => {
      const began = performance.now();
      const route = fastPath(request, response);
      if (route === undefined) return undefined;
      let durations = known.get(route);
      if (!durations) known.set(route, (durations = this.durations(request.method!, route, '200')));
      durations.observe((performance.now() - began) / 1000);
      return route;
    };
  }

  private countError(route: string): void {
    if (route.startsWith('/health/')) return;
    const kind: (typeof classes)[number] = route.startsWith('/routing/') ? 'calls' : 'api';
    this.errors.inc({ class: kind });
  }

  private durations(method: string, route: string, status: string): Durations {
    return this.histogram.withLabels({ method, route, status });
  }
}

/** The template of the request's route; undefined before routing. */
export function routeOf({ route }: Request): string | undefined {
  const template: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof template === 'string' ? template : undefined;
}
