import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { setTracer } from './tracing.js';

const SERVICE_NAME = 'organizations-api';

/** Time for the collector to accept the remaining spans at shutdown. */
const FLUSH_TIMEOUT_MS = 2_000;

/**
 * Sets up tracing from OpenTelemetry's environment variables (sampler, limits, batches, collector). Loaded only if tracing is
 * on. Resolves to a function that sends the remaining spans and ends tracing.
 *
 * Without `@opentelemetry/sdk-node`, which includes gRPC, Zipkin, metrics and logs, and without instrumentation that patches
 * modules: the program creates its few spans itself.
 */
export async function startTracing(variables: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  diag.setLogger(warnings(), { logLevel: DiagLogLevel.WARN });
  const names = (variables.OTEL_TRACES_EXPORTER || 'otlp').split(',').map((name) => name.trim());
  const exporters = await Promise.all(names.map((name) => exporterOf(name, variables)));
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': SERVICE_NAME }))
    .merge(detectResources({ detectors: [hostDetector, serviceInstanceIdDetector, envDetector] }));
  const provider = new BasicTracerProvider({
    resource,
    spanProcessors: exporters.map((exporter) => new BatchSpanProcessor(exporter)),
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  setTracer(provider.getTracer(SERVICE_NAME));
  const send = (): Promise<void> =>
    provider.shutdown().catch((error: unknown) => {
      diag.warn((error as Error).message);
    });
  return () => Promise.race([send(), sleep(FLUSH_TIMEOUT_MS)]);
}

async function exporterOf(name: string, variables: NodeJS.ProcessEnv): Promise<SpanExporter> {
  if (name === 'console') return new ConsoleSpanExporter();
  if (name !== 'otlp') throw new Error(`OTEL_TRACES_EXPORTER must be otlp, console or none, and not ${name}`);
  const protocol =
    variables.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || variables.OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf';
  switch (protocol) {
    case 'http/protobuf':
      return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
    case 'http/json':
      return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
    default:
      throw new Error(
        `OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json, which every collector takes at port 4318, and not ${protocol}`,
      );
  }
}

/** Minimum interval between equal warnings, and number of different warnings that are tracked. */
const WARNING_INTERVAL_MS = 60_000;
const MAX_WARNINGS = 100;

/** Logs each kind of warning at most once a minute: a collector can be unavailable for a long time. */
function warnings() {
  const logger = new Logger('OpenTelemetry');
  const told = new Map<string, number>();
  const warn = (message: string): void => {
    // Addresses, ports and times differ between equal warnings.
    const kind = message.replaceAll(/\d+/g, '');
    const now = performance.now();
    if (now - (told.get(kind) ?? -Infinity) < WARNING_INTERVAL_MS) return;
    if (told.size >= MAX_WARNINGS) told.clear();
    told.set(kind, now);
    logger.warn(message);
  };
  const nothing = (): void => undefined;
  return { error: warn, warn, info: nothing, debug: nothing, verbose: nothing };
}
