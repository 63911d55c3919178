import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import type { Environment } from '../config/environment.js';
import { renderSnapshots, type MetricsSnapshots } from './metrics-snapshot.js';

/** A scrape request is one line, so short timeouts are enough. */
const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 65_000 };

/**
 * Serves `GET /metrics` on a port of its own: metrics are for operators, not for API clients. One process serves the metrics
 * of all processes.
 */
export async function serveMetrics(
  { metricsPort, metricsHost, metricsToken }: Environment,
  read: () => Promise<MetricsSnapshots>,
): Promise<{ close(): Promise<void> }> {
  const server = createServer(TIMEOUTS, (request, response) => {
    const refusal = errorStatusOf(request, metricsToken);
    if (refusal) respondWithError(response, refusal);
    else
      read()
        .then(renderSnapshots)
        .then(
          (text) => response.writeHead(200, { 'Content-Type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text),
          () => respondWithError(response, 503),
        );
  });
  server.listen(metricsPort, metricsHost);
  await once(server, 'listening');
  server.on('error', (error) => {
    console.error(`Metrics server: ${error.message}`);
  });
  return {
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function errorStatusOf(
  { method, url, headers }: IncomingMessage,
  token: string | undefined,
): 404 | 405 | 401 | undefined {
  if (url?.split('?')[0] !== '/metrics') return 404;
  if (method !== 'GET') return 405;
  return token === undefined || equalsInConstantTime(headers.authorization ?? '', `Bearer ${token}`)
    ? undefined
    : 401;
}

function respondWithError(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(status === 405 && { Allow: 'GET' }),
  });
  response.end();
}

/** Compares in constant time. */
function equalsInConstantTime(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
