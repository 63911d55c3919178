import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to requests on their way to the server, by the first part of their path. `number` counts from 1. */
const faults: Record<
  string,
  (number: number, from: IncomingMessage, to: ServerResponse) => 'pass' | 'lose' | 'done'
> = {
  /** Refuses twice, as the server does whom a caller asks too often. */
  busy: (number, _, to) => (number > 2 ? 'pass' : refuse(to, 429, 'rate_limited', { 'Retry-After': '1' })),
  away: (_number, _, to) => refuse(to, 503, 'service_unavailable', { 'Retry-After': '0' }),
  'away-for-long': (_number, _, to) => refuse(to, 503, 'service_unavailable', { 'Retry-After': '3600' }),
  /** The first request, a write for one, is carried out, and nobody is told. */
  lost: (number) => (number > 1 ? 'pass' : 'lose'),
  /** The first request is kept, and never answered. */
  silent: (number) => (number > 1 ? 'pass' : 'done'),
  page: (_number, _, to) => {
    to.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    return 'done';
  },
  login: (_number, _, to) => {
    to.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Log in</h1>');
    return 'done';
  },
  /** The first answer begins, and does not go on. */
  stalled: (number, _, to) => {
    if (number > 1) return 'pass';
    to.writeHead(200, { 'Content-Type': 'application/json' }).write('{"success": true, "data":');
    return 'done';
  },
  /** Leads elsewhere, where there is an answer that would do. */
  moved: (_number, _, to) => {
    to.writeHead(301, { Location: '/pass/moved/domains' }).end();
    return 'done';
  },
  pass: () => 'pass',
  /** JSON, with a code, and of somebody else. */
  foreign: (_number, _, to) => {
    to.writeHead(404, { 'Content-Type': 'application/json' }).end(
      '{"code":"NoSuchKey","message":"No such key"}',
    );
    return 'done';
  },
  /** Passes what comes with the second token alone. */
  token: (_number, from, to) =>
    from.headers.authorization?.endsWith('.first') ? refuse(to, 503, 'service_unavailable', {}) : 'pass',
};

function refuse(
  to: ServerResponse,
  statusCode: number,
  code: string,
  headers: Record<string, string>,
): 'done' {
  to.writeHead(statusCode, { 'Content-Type': 'application/json', ...headers });
  to.end(
    JSON.stringify({ success: false, statusCode, error: '', code, message: code, requestId: 'gateway' }),
  );
  return 'done';
}

/**
 * Stands before the server as proxies and networks do, and does what they do at times. The first two parts of a path say
 * what, and whose count it is: `/lost/1/domains`.
 */
export class Gateway {
  private readonly counts = new Map<string, number>();
  private readonly server: Server;

  private constructor(private readonly target: string) {
    this.server = createServer((from, to) => this.handle(from, to));
  }

  static async start(target: string): Promise<Gateway> {
    const gateway = new Gateway(target);
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private handle(from: IncomingMessage, to: ServerResponse): void {
    const [, key, fault, path] = /^\/((\S+?)\/\w+)(\/.*)$/.exec(from.url!)!;
    const number = (this.counts.get(key!) ?? 0) + 1;
    this.counts.set(key!, number);
    const what = faults[fault!]!(number, from, to);
    if (what === 'done') return;
    const onwards = request(this.target + path!, { method: from.method, headers: from.headers }, (answer) => {
      if (what === 'pass') answer.pipe(to.writeHead(answer.statusCode!, answer.headers));
      else answer.resume().on('end', () => to.destroy());
    });
    from.pipe(onwards);
  }
}
