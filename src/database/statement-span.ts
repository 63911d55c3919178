import { CLIENT, withSpan, isRecording } from '../observability/tracing.js';

/**
 * Runs a statement in a span of its own if the current request is traced. The span follows OpenTelemetry's conventions for
 * databases and has the statement's text, which contains no values but the kinds that a list is filtered by. `server`: URL
 * of the server.
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
  // `with domain as (insert into …`: what matters is what it writes.
  const own = /^with \w+ as \((?=insert|update|delete)(.*)/is.exec(text)?.[1] ?? text;
  const [operation = 'statement'] = /[a-z]+/i.exec(own) ?? [];
  const [, table] = /\b(?:from|into|update|join)\s+"?([a-z_]+)/i.exec(own) ?? [];
  return [operation.toLowerCase(), table].filter((word) => word !== undefined).join(' ');
}
