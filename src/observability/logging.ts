import type { LoggerService } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { pino, type Logger, type LoggerOptions } from 'pino';
import type { Environment } from '../config/environment.js';
import { isServerError } from './server-error.js';
import { bindSpan, spanIds, tracer } from './tracing.js';

/** Logs one JSON object per line to standard output, without secrets. */
export function createLogger({ logLevel }: Pick<Environment, 'logLevel'>): Logger {
  // Lines are buffered for a moment: writing one takes longer than making it. An orderly shutdown loses none.
  const destination = pino.destination({ sync: false, minLength: 8_192, periodicFlush: 100 });
  const options: LoggerOptions = {
    level: logLevel,
    base: null,
    // The ids of the trace of the same request.
    ...(tracer() && { mixin: spanIds }),
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Headers are never logged. Of a failed query, the text is logged, but no value that a caller sent.
    redact: { paths: ['err.parameters', 'err.driverError', 'err.detail', 'err.where'], remove: true },
  };
  return pino(options, destination);
}

/** Logs each request when it ends, except health probes. */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    // Not with pino-http: its two child loggers per request take a tenth of the time of a GET.
    if (!request.url.startsWith('/health/')) {
      const began = performance.now();
      response.once(
        'close',
        bindSpan(() => {
          logRequest(logger, request, response, performance.now() - began);
        }),
      );
    }
    next();
  };
}

function logRequest(logger: Logger, request: Request, response: Response, milliseconds: number): void {
  const { id: requestId, method, originalUrl: url, user } = request;
  const { statusCode } = response;
  const entry = {
    requestId,
    ...(user && { subject: (user as { subject: string }).subject }),
    req: { id: requestId, method, url },
    res: { statusCode },
    milliseconds: Math.round(milliseconds * 10) / 10,
  };
  if (!response.writableFinished) logger.info(entry, 'request aborted');
  else if (isServerError(statusCode)) logger.error(entry, 'request errored');
  // Routing requests are too many for a line each.
  else if (url.startsWith('/routing/')) logger.debug(entry, 'request completed');
  else logger.info(entry, 'request completed');
}

const nestInternals = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Writes Nest's own messages in the same format. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  /** Nest's start-up messages only help to debug Nest. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write(nestInternals.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context last, and for errors the stack before it. */
  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    const fields = {
      ...(message instanceof Error ? { err: message } : typeof message === 'object' && message),
      ...(typeof context === 'string' && { context }),
      ...(typeof stack === 'string' && { stack }),
    };
    if (typeof message === 'string') this.logger[level](fields, message);
    else this.logger[level](fields);
  }
}
