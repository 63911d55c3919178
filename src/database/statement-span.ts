import { CLIENT, withSpan, isRecording } from '../observability/tracing.js';

/**
 * Runs a statement in a span of its own if the current request is traced. The span follows OpenTelemetry's conventions for
 * databases and has the statement's text, which never contains values. `server`: URL of the server.
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

/** `select domains`: the first keyword and the first table of a statement. */
function summaryOf(text: string): string {
  const [operation = 'statement'] = /[a-z]+/i.exec(text) ?? [];
  const [, table] = /\b(?:from|into|update|join)\s+"?([a-z_]+)/i.exec(text) ?? [];
  return [operation.toLowerCase(), table].filter((word) => word !== undefined).join(' ');
}
