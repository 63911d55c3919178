import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { isServerError } from './server-error.js';

let current: Tracer | undefined;

/** The tracer; undefined if tracing is off, which is the default. */
export const tracer = (): Tracer | undefined => current;

/** Turns tracing on. */
export function setTracer(made: Tracer): void {
  current = made;
}

/** Whether the environment turns tracing on. The variables are OpenTelemetry's, but its default would be on. */
export function isTracingEnabled(variables: NodeJS.ProcessEnv): boolean {
  if (variables.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const exporter = variables.OTEL_TRACES_EXPORTER;
  if (exporter) return exporter !== 'none';
  return (
    Boolean(variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) || Boolean(variables.OTEL_EXPORTER_OTLP_ENDPOINT)
  );
}

export const INTERNAL = SpanKind.INTERNAL;
export const CLIENT = SpanKind.CLIENT;

/** Whether the current work belongs to a sampled trace. */
export function isRecording(): boolean {
  return current !== undefined && trace.getSpan(context.active())?.isRecording() === true;
}

/** Runs `work` in a child span of the current span. Background work, which has no current span, gets none. */
export async function withSpan<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  if (!current || !isRecording()) return work();
  const span = current.startSpan(name, { kind, attributes });
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    // An error of the caller is not an error of the span.
    const { definition } = error as { definition?: { status?: number } };
    if (isServerError(definition?.status ?? 500)) recordError(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Records the code but not the message of an error: messages can contain values that a caller sent. */
function recordError(span: Span, error: unknown): void {
  const {
    code,
    driverError,
    name = 'Error',
  } = error as { code?: string; driverError?: { code?: string }; name?: string };
  span.setAttribute('error.type', code ?? driverError?.code ?? name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Starts background work outside the current span. */
export function runDetached<T>(begin: () => T): T {
  return current ? context.with(ROOT_CONTEXT, begin) : begin();
}

/** The ids of the current span, for a log line. */
export function spanIds(): Record<string, string> {
  const active = trace.getSpanContext(context.active());
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {};
}

/** Binds `work` to the current span. */
export function bindSpan<Arguments extends unknown[]>(
  work: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return current ? context.bind(context.active(), work) : work;
}
