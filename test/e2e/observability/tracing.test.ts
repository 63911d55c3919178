import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bearer, JWT_SECRET } from '../../support/app.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/eventually.js';
import { folder, start, type Program } from '../../support/program.js';

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code: number };
}

/** A collector for OTLP/HTTP that keeps the spans it receives. */
class Collector {
  readonly spans: SentSpan[] = [];
  readonly services = new Set<unknown>();
  readonly sent: { url: string; type: string; body: Buffer; header: unknown }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const type = request.headers['content-type']!;
        this.sent.push({ url: request.url!, type, body, header: request.headers['x-tenant'] });
        if (type === 'application/json') this.take(body.toString());
        response.writeHead(200, { 'Content-Type': type }).end(type === 'application/json' ? '{}' : undefined);
      });
    }).listen(0, '127.0.0.1');
  }

  async url(): Promise<string> {
    if (!this.server.listening) await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  /** Waits for the server span of a trace, and returns all its spans. */
  async trace(traceId: string): Promise<SentSpan[]> {
    const found = (): SentSpan[] => this.spans.filter((span) => span.traceId === traceId);
    await until(() => found().some(({ kind }) => kind === SERVER));
    return found();
  }

  private take(text: string): void {
    const { resourceSpans } = JSON.parse(text) as {
      resourceSpans: {
        resource: Pick<SentSpan, 'attributes'>;
        scopeSpans: { spans: SentSpan[] }[];
      }[];
    };
    for (const { resource, scopeSpans } of resourceSpans) {
      this.services.add(valueOf(resource, 'service.name'));
      for (const { spans } of scopeSpans) this.spans.push(...spans);
    }
  }
}

const INTERNAL = 1;
const SERVER = 2;
const CLIENT = 3;

function valueOf({ attributes }: Pick<SentSpan, 'attributes'>, key: string): unknown {
  return Object.values(attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];
}

const admin = bearer({ role: 'admin' });
const edge = bearer({ role: 'edge' });
const TRACE = '4bf92f3577b34da6a3ce929d0e0e473';
const CALLER = '00f067aa0ba902b7';
let traces = 0;
/** Creates the `traceparent` of a new trace. */
const newTrace = (): { traceId: string; traceparent: string } => {
  const traceId = `${TRACE}${(++traces).toString(16)}`;
  return { traceId, traceparent: `00-${traceId}-${CALLER}-01` };
};

describe('traces', () => {
  let collector: Collector;
  let database: TestDatabase;
  let program: Program;
  beforeAll(async () => {
    collector = new Collector();
    database = await createDatabase();
    program = await start({
      ...{ DATABASE_URL: database.url, DATA_DIR: folder(), JWT_SECRET, LOG_LEVEL: 'info' },
      OTEL_EXPORTER_OTLP_ENDPOINT: await collector.url(),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=example',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_SERVICE_NAME: 'organizations-of-a-test',
    });
  });
  afterAll(async () => {
    await program.end('SIGTERM');
    collector.close();
    await database.drop();
  });

  const ask = (path: string, traceparent: string, init: RequestInit = {}, authorization = admin) =>
    fetch(program.url + path, {
      ...init,
      headers: { Authorization: authorization, 'Content-Type': 'application/json', traceparent },
    });

  it('continue the caller’s trace, with the route and the statements', async () => {
    const { traceId, traceparent } = newTrace();
    const answer = await ask('/domains/dom_123?', traceparent);
    const spans = await collector.trace(traceId);
    const request = spans.find(({ kind }) => kind === SERVER)!;
    expect([request.name, request.parentSpanId]).toEqual(['GET /domains/:id', CALLER]);
    expect(valueOf(request, 'http.route')).toBe('/domains/:id');
    expect(valueOf(request, 'http.request.method')).toBe('GET');
    expect(valueOf(request, 'url.path')).toBe('/domains/dom_123');
    expect(Number(valueOf(request, 'http.response.status_code'))).toBe(200);
    expect(JSON.stringify(request)).toContain(answer.headers.get('x-request-id'));
    const statements = spans.filter(({ kind }) => kind === CLIENT);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      expect(statement.parentSpanId).toBe(request.spanId);
      expect(valueOf(statement, 'db.system.name')).toBe('postgresql');
      expect(valueOf(statement, 'server.address')).toBe(new URL(database.url).hostname);
    }
    expect(statements.map(({ name }) => name)).toContain('select domains');
    expect([...collector.services]).toEqual(['organizations-of-a-test']);
    expect(collector.sent[0]).toMatchObject({ url: '/v1/traces', header: 'example' });
  });

  it('show a write as one unit of work with its statements and its commit, without values', async () => {
    const { traceId, traceparent } = newTrace();
    const body = JSON.stringify({ domain: 'traced.voip.example.com', orgId: 'org_456' });
    expect((await ask('/domains/traced', traceparent, { method: 'POST', body })).status).toBe(201);
    const spans = await collector.trace(traceId);
    const request = spans.find(({ kind }) => kind === SERVER)!;
    const unit = spans.find(({ kind }) => kind === INTERNAL)!;
    expect([unit.name, unit.parentSpanId]).toEqual(['unit of work', request.spanId]);
    const statements = spans
      .filter(({ parentSpanId }) => parentSpanId === unit.spanId)
      .map(({ name }) => name);
    expect(statements).toContain('begin');
    expect(statements).toContain('insert domains');
    expect(statements).toContain('commit');
    const text = JSON.stringify(spans);
    expect(text).not.toContain('traced.voip.example.com');
    expect(text).not.toContain(admin.split('.')[2]);
  });

  it('show the kind of an error without its message', async () => {
    const { traceId, traceparent } = newTrace();
    const body = JSON.stringify({ domain: 'company1.voip.example.com', orgId: 'org_456' });
    expect((await ask('/domains/again', traceparent, { method: 'POST', body })).status).toBe(409);
    const spans = await collector.trace(traceId);
    const failed = spans.filter(({ status }) => status.code === 2);
    // A 4xx response is not an error of the server.
    expect(failed.map(({ kind }) => kind)).not.toContain(SERVER);
    expect(failed.map((span) => valueOf(span, 'error.type'))).toContain('23505');
    expect(JSON.stringify(spans)).not.toContain('company1.voip.example.com');
  });

  it('do not mark a 4xx response as an error', async () => {
    const { traceId, traceparent } = newTrace();
    expect((await ask('/domains/unknown-domain', traceparent, { method: 'DELETE' })).status).toBe(404);
    const spans = await collector.trace(traceId);
    expect(spans.map(({ name }) => name)).toContain('unit of work');
    expect(spans.filter(({ status }) => status.code === 2)).toEqual([]);
  });

  it('include routing responses of the fast path', async () => {
    await until(
      async () =>
        ((await (await fetch(`${program.url}/health/ready`)).json()) as { data: { routing: string } }).data
          .routing === 'fresh',
    );
    await ask('/routing/decision?ip=203.0.113.10', newTrace().traceparent, {}, edge);
    const { traceId, traceparent } = newTrace();
    await ask('/routing/decision?ip=203.0.113.10', traceparent, {}, edge);
    const spans = await collector.trace(traceId);
    expect(spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['GET /routing/decision', CALLER],
    ]);
    expect(JSON.stringify(spans)).not.toContain('203.0.113.10');
  });

  it('have their id in log lines', async () => {
    const { traceId, traceparent } = newTrace();
    const requestId = (await ask('/domains/dom_124', traceparent)).headers.get('x-request-id')!;
    const request = (await collector.trace(traceId)).find(({ kind }) => kind === SERVER)!;
    const lines = (): Record<string, unknown>[] =>
      program
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{') && line.includes(requestId))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    await until(() => lines().length > 0);
    expect(lines()).toEqual([
      expect.objectContaining({ trace_id: traceId, span_id: request.spanId, msg: 'request completed' }),
    ]);
  });

  it('do not exist for health probes and background work', async () => {
    await fetch(`${program.url}/health/ready`);
    await ask('/domains/dom_123', newTrace().traceparent);
    await until(() => collector.spans.filter(({ kind }) => kind === SERVER).length >= traces);
    expect(collector.spans.filter(({ name }) => name.includes('health'))).toEqual([]);
    expect(collector.spans.filter(({ parentSpanId }) => !parentSpanId)).toEqual([]);
  });
});

describe('the OpenTelemetry variables', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());

  /** Prints at the end which OpenTelemetry modules the program has loaded. */
  const run = async (variables: Record<string, string>): Promise<{ loaded: string[]; program: Program }> => {
    const DATA_DIR = folder();
    const witness = join(DATA_DIR, 'witness.cjs');
    writeFileSync(
      witness,
      `process.on('exit', () => require('node:fs').writeSync(1, '\\nLOADED ' + JSON.stringify(Object.keys(require.cache)) + '\\n'))`,
    );
    const program = await start({
      ...{ DATABASE_URL: database.url, DATA_DIR, JWT_SECRET },
      ...{ NODE_OPTIONS: `--require ${witness}`, ...variables },
    });
    await fetch(`${program.url}/domains/dom_123`, { headers: { Authorization: admin } });
    expect(await program.end('SIGTERM')).toBe(0);
    const files = JSON.parse(/^LOADED (.*)$/m.exec(program.output())![1]!) as string[];
    const names = files.map((file) => /node_modules\/(@opentelemetry\/[^/]+)/.exec(file)?.[1]);
    return { loaded: [...new Set(names.filter((name) => name !== undefined))].sort(), program };
  };

  it('turn tracing off by default: the SDK is not loaded, and log lines have no trace id', async () => {
    for (const variables of [
      {},
      { OTEL_TRACES_EXPORTER: 'none' },
      { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    ]) {
      const { loaded, program } = await run(variables as Record<string, string>);
      // prom-client imports the API package, which does nothing without the SDK.
      expect(loaded).toEqual(['@opentelemetry/api']);
      expect(program.output()).toContain('request completed');
      expect(program.output()).not.toContain('trace_id');
    }
  });

  it('select protobuf, the default, and a sampling ratio', async () => {
    const collector = new Collector();
    const OTEL_EXPORTER_OTLP_ENDPOINT = await collector.url();
    try {
      const { loaded } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT });
      expect(loaded).toContain('@opentelemetry/sdk-trace-base');
      // Spans are exported at shutdown at the latest.
      expect(collector.sent.map(({ type }) => type)).toContain('application/x-protobuf');
      expect(Buffer.concat(collector.sent.map(({ body }) => body)).toString('latin1')).toContain(
        'GET /domains/:id',
      );
      const before = collector.sent.length;
      await run({
        OTEL_EXPORTER_OTLP_ENDPOINT,
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0',
      });
      expect(collector.sent).toHaveLength(before);
    } finally {
      collector.close();
    }
  });

  it('may name an unreachable collector: the program logs it, and shuts down in order', async () => {
    const { program } = await run({
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    expect(program.output()).toMatch(/"context":"OpenTelemetry".*ECONNREFUSED/);
  });

  it('are refused if they ask for an unsupported exporter or protocol', async () => {
    await expect(
      run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }),
    ).rejects.toThrow('OTEL_EXPORTER_OTLP_PROTOCOL must be');
    await expect(run({ OTEL_TRACES_EXPORTER: 'zipkin' })).rejects.toThrow('OTEL_TRACES_EXPORTER must be');
  });
});
