import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { Server as Listener } from 'node:net';
import { answerClientError } from './client-error.js';

/** For how long a caller may take its time. */
const PATIENCE: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than load balancers keep a connection that they may use any moment: 60 seconds.
  keepAliveTimeout: 65_000,
  // How often the first two are looked after.
  connectionsCheckingInterval: 1_000,
};

/** Once the server is closing: how long no request must have come before idle connections are closed. */
const QUIET_MS = 500;

/** Express on an HTTP server that bounds what it waits for, and that drops no request when it is closed. */
export class HttpAdapter extends ExpressAdapter {
  declare protected httpServer: Server;
  private readonly unanswered = new Set<ServerResponse>();
  private lastRequest = 0;

  override initHttpServer(): void {
    this.httpServer = createServer(PATIENCE, this.getInstance())
      .on('clientError', answerClientError)
      .prependListener('request', (_request, response: ServerResponse) => {
        this.lastRequest = Date.now();
        this.unanswered.add(response);
        response.once('close', () => this.unanswered.delete(response));
        if (!this.httpServer.listening) leave(response);
      });
  }

  /**
   * Whoever holds a connection may be sending its next request this very moment: it is answered, and told that it was
   * the last. Only a connection on which nothing has come for a while is closed without a word.
   */
  override async close(): Promise<void> {
    const server = this.httpServer;
    if (!server.listening) return;
    this.lastRequest = Date.now();
    // An HTTP server's own close() would cut idle connections off, and not look after slow ones any more.
    const closed = new Promise((done) => Listener.prototype.close.call(server, done));
    server.headersTimeout = Math.min(server.headersTimeout, 2 * QUIET_MS);
    for (const response of this.unanswered) leave(response);
    const waiting = setInterval(() => {
      if (Date.now() - this.lastRequest >= QUIET_MS) server.closeIdleConnections();
    }, 20);
    await closed;
    clearInterval(waiting);
    server.close();
  }
}

function leave(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
