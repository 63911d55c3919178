import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import type { IncomingMessage } from 'node:http';
import { tracer } from './tracing.js';
import { routeOf, type FastPath } from './request-metrics.js';
import { isServerError } from './server-error.js';

/** Creates a span for each request, as a child of the caller's span (W3C Trace Context). Health probes get none. */
export const traceRequests: RequestHandler = (request, response, next) => {
  if (request.url.startsWith('/health/')) {
    next();
    return;
  }
  const above = propagation.extract(context.active(), request.headers);
  const span = tracer()!.startSpan(
    request.method,
    { kind: SpanKind.SERVER, attributes: requestAttributes(request) },
    above,
  );
  response.once('close', () => {
    const { statusCode, writableFinished } = response;
    span.setAttribute('http.response.header.x-request-id', [request.id]);
    recordResponse(span, request.method, routeOf(request), statusCode);
    if (!writableFinished) recordError(span, 'aborted');
    else if (isServerError(statusCode)) recordError(span, String(statusCode));
    span.end();
  });
  context.with(trace.setSpan(above, span), next);
};

/** The same for a fast path. The span is created afterwards, once it is known that the fast path responded. */
export function traceFastPath(fastPath: FastPath): FastPath {
  return (request, response) => {
    const startTime = performance.now();
    const route = fastPath(request, response);
    if (route === undefined) return undefined;
    const above = propagation.extract(context.active(), request.headers);
    const options = { kind: SpanKind.SERVER, startTime, attributes: requestAttributes(request) };
    const span = tracer()!.startSpan(request.method!, options, above);
    recordResponse(span, request.method!, route, response.statusCode);
    span.end(performance.now());
    return route;
  };
}

// Attribute names follow OpenTelemetry's semantic conventions for HTTP.

/** Without the query string, which can contain private data. */
function requestAttributes({ method, url, headers, socket }: IncomingMessage): Attributes {
  return {
    'http.request.method': method,
    'url.path': url!.split('?')[0],
    'url.scheme': 'http',
    'client.address': socket.remoteAddress,
    'user_agent.original': headers['user-agent'],
  };
}

function recordResponse(span: Span, method: string, route: string | undefined, status: number): void {
  if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
  span.setAttribute('http.response.status_code', status);
}

function recordError(span: Span, type: string): void {
  span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
}
