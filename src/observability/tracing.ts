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

let current: Tracer | undefined;

/** Undefined where nobody traces, as by default: then there is nothing to do. */
export const tracer = (): Tracer | undefined => current;

/** From now on there are traces. */
export function setTracer(made: Tracer): void {
  current = made;
}

/** Whether the environment asks for traces. The variables are OpenTelemetry's; by default it would trace unasked. */
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

/** Whether what goes on now is traced: it was chosen to be, and is not the program's own. */
export function isRecording(): boolean {
  return current !== undefined && trace.getSpan(context.active())?.isRecording() === true;
}

/** Does a part of what is traced, as a span of its own. What the program does of its own accord is part of nothing. */
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
    // What a caller is refused for is no failure.
    const { definition } = error as { definition?: { status?: number } };
    if ((definition?.status ?? 500) >= 500) recordError(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Not in the error's words, which can hold what a caller has sent. */
function recordError(span: Span, error: unknown): void {
  const {
    code,
    driverError,
    name = 'Error',
  } = error as { code?: string; driverError?: { code?: string }; name?: string };
  span.setAttribute('error.type', code ?? driverError?.code ?? name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Begins what goes on by itself: it is no part of what happened to begin it. */
export function runDetached<T>(begin: () => T): T {
  return current ? context.with(ROOT_CONTEXT, begin) : begin();
}

/** For a line in the log: what goes on. */
export function spanIds(): Record<string, string> {
  const active = trace.getSpanContext(context.active());
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {};
}

/** Has `work` know what goes on now, whenever it is called. */
export function bindSpan<Arguments extends unknown[]>(
  work: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return current ? context.bind(context.active(), work) : work;
}
