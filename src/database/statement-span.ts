import { CLIENT, withSpan, isRecording } from '../observability/tracing.js';

/**
 * Asks a server for a statement, as a span where it is part of what is traced: with its text, in which there are no values, by
 * OpenTelemetry's conventions for databases. `server`: its URL.
 */
export function withStatementSpan<T>(text: string, server: string, ask: () => Promise<T>): Promise<T> {
  if (!isRecording()) return ask();
  const { hostname, port, pathname } = new URL(server);
  const summary = summaryOf(text);
  const attributes = {
    'db.system.name': 'postgresql',
    'db.namespace': pathname.slice(1),
    'db.query.summary': summary,
    'db.query.text': text,
    'server.address': hostname,
    'server.port': Number(port || 5432),
  };
  return withSpan(summary, CLIENT, attributes, ask);
}

/** `select domains`: what it does first, and the first table that it names. */
function summaryOf(text: string): string {
  const [operation = 'statement'] = /[a-z]+/i.exec(text) ?? [];
  const [, table] = /\b(?:from|into|update|join)\s+"?([a-z_]+)/i.exec(text) ?? [];
  return [operation.toLowerCase(), table].filter((word) => word !== undefined).join(' ');
}
