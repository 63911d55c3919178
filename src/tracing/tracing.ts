import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api';

let current: Tracer | undefined;

/** Undefined where nobody traces, as by default: then there is nothing to do. */
export const tracer = (): Tracer | undefined => current;

/** From now on there are traces. */
export function traceWith(made: Tracer): void {
  current = made;
}

/** Whether the environment asks for traces. The variables are OpenTelemetry's; by default it would trace unasked. */
export function wantsTraces(variables: NodeJS.ProcessEnv): boolean {
  if (variables.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const exporter = variables.OTEL_TRACES_EXPORTER;
  if (exporter) return exporter !== 'none';
  return (
    Boolean(variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) || Boolean(variables.OTEL_EXPORTER_OTLP_ENDPOINT)
  );
}

export const INTERNAL = SpanKind.INTERNAL;
export const CLIENT = SpanKind.CLIENT;

/** Does a part of what is traced, as a span of its own. What the program does of its own accord is part of nothing. */
export async function inSpan<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  if (!current || !trace.getSpan(context.active())) return work();
  const span = current.startSpan(name, { kind, attributes });
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    // Not in its words, which can hold what a caller has sent.
    const {
      code,
      driverError,
      name = 'Error',
    } = error as { code?: string; driverError?: { code?: string }; name?: string };
    span.setAttribute('error.type', code ?? driverError?.code ?? name);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** For a line in the log: what goes on. */
export function spanIds(): Record<string, string> {
  const active = trace.getSpanContext(context.active());
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {};
}

/** Has `work` know what goes on now, whenever it is called. */
export function keepSpan<Arguments extends unknown[]>(
  work: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return current ? context.bind(context.active(), work) : work;
}
