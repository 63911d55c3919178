import { Logger } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type RequestHandler, type Response } from 'express';
import {
  Server,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastPath } from '../observability/request-metrics.js';
import { methodNotImplemented } from '../errors/common.errors.js';
import { answerClientError, answerOnSocket } from './client-error.js';
import { sendResponse } from './envelope.js';
import { UnsupportedMethods } from './methods.js';
import { hasValidHead } from './request-head.js';
import { requestIdOf } from './request-id.js';

const SERVER_OPTIONS: ServerOptions = {
  // Node would answer a request without `Host` with an empty 400. `checkRequestHead` answers it in the usual format.
  requireHostHeader: false,
  // How long a client may take.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the 60 seconds for which load balancers keep idle connections, so that they never reuse a closed one.
  keepAliveTimeout: 65_000,
  // How often Node checks the first two.
  connectionsCheckingInterval: 1_000,
};

/** A closing server closes idle connections once it has received no request for this long. */
const IDLE_GRACE_MS = 500;

/**
 * Express on an HTTP server with timeouts that loses no request when it closes. Paths are case-sensitive and exact, so that
 * a rule of a proxy in front of the program means the same paths as the program.
 */
export class HttpAdapter extends ExpressAdapter {
  private readonly unsupportedMethods = new UnsupportedMethods();

  constructor() {
    super(express().enable('case sensitive routing').enable('strict routing'));
  }

  /** A middleware that answers a method that a path without parameters does not have. */
  get checkLiteralPath(): RequestHandler {
    return this.unsupportedMethods.checkLiteralPath;
  }

  /** Nest calls this after it has added all routes. */
  override setNotFoundHandler(...parameters: Parameters<ExpressAdapter['setNotFoundHandler']>): unknown {
    this.unsupportedMethods.register(this.getInstance<Express>());
    return super.setNotFoundHandler(...parameters);
  }

  override reply(response: Response, body: unknown, status?: number): void | Promise<void> {
    return sendResponse(response, body, status);
  }

  private readonly fastPaths: FastPath[] = [];

  /** Adds a function that may respond to a request before Express sees it. */
  addFastPath(fastPath: FastPath): void {
    this.fastPaths.push(fastPath);
  }

  override initHttpServer(): void {
    this.httpServer = new GracefulServer(SERVER_OPTIONS, this.fastPaths, this.getInstance());
  }
}

const logger = new Logger('FastPath');

/** Returns whether the fast path has responded. If it throws before it sends headers, Express handles the request. */
function runFastPath(fastPath: FastPath, request: IncomingMessage, response: ServerResponse): boolean {
  try {
    return fastPath(request, response) !== undefined;
  } catch (error) {
    if (!response.headersSent) return false;
    // An error after the response, such as in metrics, must not end the process.
    logger.error(error);
    if (!response.writableEnded) response.destroy();
    return true;
  }
}

class GracefulServer extends Server {
  private readonly unanswered = new Set<ServerResponse>();
  private lastRequest = 0;
  private closed?: Promise<void>;

  constructor(options: ServerOptions, fastPaths: readonly FastPath[], listener: RequestListener) {
    const handle: RequestListener = (request, response) => {
      if (this.closed) {
        this.lastRequest = Date.now();
        closeAfterResponse(response);
      }
      if (hasValidHead(request) && fastPaths.some((fastPath) => runFastPath(fastPath, request, response)))
        return;
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
      listener(request, response);
    };
    super(options, handle);
    // The limit of 16 kB is enough. Node would silently drop all headers after the thousandth.
    this.maxHeadersCount = 0;
    // Without these listeners, Node responds to an unknown `Expect` with an empty 417 and closes the connection of a CONNECT.
    this.on('checkExpectation', handle);
    this.on('connect', (request, socket) => {
      answerOnSocket(methodNotImplemented, socket, requestIdOf(request));
    });
    this.on('clientError', (error, socket) => {
      this.answerAfterEarlierRequests(error, socket);
    });
  }

  /**
   * The invalid bytes can follow valid requests on the same connection. These get their responses first, because a client
   * takes the responses for those of its requests in order.
   */
  private answerAfterEarlierRequests(error: NodeJS.ErrnoException, socket: Duplex): void {
    const responses = [...this.unanswered].filter(({ req }) => req.socket === socket);
    const earlier = responses.findLast(({ req }) => req.complete);
    if (earlier) {
      // After a request with `Connection: close`, the rest is ignored.
      if (error.code !== 'HPE_CLOSED_CONNECTION')
        earlier.once('close', () => this.answerAfterEarlierRequests(error, socket));
      return;
    }
    // The invalid bytes can be in the body of a request that has its response already.
    if (responses[0]?.headersSent) socket.destroy();
    else answerClientError(error, socket);
  }

  /** Both the application and Node's cluster module close the server of a worker. Both calls wait for the same drain. */
  override close(callback?: (error?: Error) => void): this {
    if (!this.listening && !this.closed) return super.close(callback);
    this.closed ??= this.drain();
    void this.closed.then(() => callback?.());
    return this;
  }

  /**
   * A client may be sending its next request at this moment. That request gets its response, with `Connection: close`. Idle
   * connections are closed only after a period without requests.
   */
  private async drain(): Promise<void> {
    this.lastRequest = Date.now();
    // `close()` of an HTTP server would cut off idle connections and stop checking the timeouts of slow ones.
    const closed = new Promise((resolve) => TcpServer.prototype.close.call(this, resolve));
    this.headersTimeout = Math.min(this.headersTimeout, 2 * IDLE_GRACE_MS);
    for (const response of this.unanswered) closeAfterResponse(response);
    const idleCheck = setInterval(() => {
      if (Date.now() - this.lastRequest >= IDLE_GRACE_MS) this.closeIdleConnections();
    }, 20);
    await closed;
    clearInterval(idleCheck);
    super.close();
  }
}

function closeAfterResponse(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
