import { Logger } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  Server,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { Server as Listener } from 'node:net';
import type { Response } from 'express';
import type { FastPath } from '../observability/request-metrics.js';
import { answerClientError } from './client-error.js';
import { sendResponse } from './envelope.js';

/** For how long a caller may take its time. */
const TIMEOUTS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than load balancers keep a connection that they may use any moment: 60 seconds.
  keepAliveTimeout: 65_000,
  // How often the first two are looked after.
  connectionsCheckingInterval: 1_000,
};

/** Once the server is closing: how long no request must have come before idle connections are closed. */
const IDLE_GRACE_MS = 500;

/** Express on an HTTP server that bounds what it waits for, and that drops no request when it is closed. */
export class HttpAdapter extends ExpressAdapter {
  override reply(response: Response, body: unknown, status?: number): void | Promise<void> {
    return sendResponse(response, body, status);
  }

  private readonly fastPaths: FastPath[] = [];

  /** Lets `shortcut` answer what it can in front of everything else. */
  addFastPath(shortcut: FastPath): void {
    this.fastPaths.push(shortcut);
  }

  override initHttpServer(): void {
    this.httpServer = new GracefulServer(TIMEOUTS, this.fastPaths, this.getInstance());
  }
}

const logger = new Logger('Shortcut');

/** Where a shortcut fails, the way of all requests says what is wrong, unless there is an answer already. */
function runFastPath(shortcut: FastPath, request: IncomingMessage, response: ServerResponse): boolean {
  try {
    return shortcut(request, response) !== undefined;
  } catch (error) {
    if (!response.headersSent) return false;
    // What was to be noted of an answer is not worth the process.
    logger.error(error);
    if (!response.writableEnded) response.destroy();
    return true;
  }
}

class GracefulServer extends Server {
  private readonly unanswered = new Set<ServerResponse>();
  private lastRequest = 0;
  private closed?: Promise<void>;

  constructor(options: ServerOptions, first: readonly FastPath[], listener: RequestListener) {
    super(options, (request, response) => {
      if (this.closed) {
        this.lastRequest = Date.now();
        closeAfterResponse(response);
      }
      if (first.some((shortcut) => runFastPath(shortcut, request, response))) return;
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
      listener(request, response);
    });
    this.on('clientError', answerClientError);
  }

  /** The application closes its server, and so does the cluster that a worker belongs to: both wait for the same end. */
  override close(callback?: (error?: Error) => void): this {
    if (!this.listening && !this.closed) return super.close(callback);
    this.closed ??= this.drain();
    void this.closed.then(() => callback?.());
    return this;
  }

  /**
   * Whoever holds a connection may be sending its next request this very moment: it is answered, and told that it was
   * the last. Only a connection on which nothing has come for a while is closed without a word.
   */
  private async drain(): Promise<void> {
    this.lastRequest = Date.now();
    // An HTTP server's own close() would cut idle connections off, and not look after slow ones any more.
    const closed = new Promise((done) => Listener.prototype.close.call(this, done));
    this.headersTimeout = Math.min(this.headersTimeout, 2 * IDLE_GRACE_MS);
    for (const response of this.unanswered) closeAfterResponse(response);
    const waiting = setInterval(() => {
      if (Date.now() - this.lastRequest >= IDLE_GRACE_MS) this.closeIdleConnections();
    }, 20);
    await closed;
    clearInterval(waiting);
    super.close();
  }
}

function closeAfterResponse(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
