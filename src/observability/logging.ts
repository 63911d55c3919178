import type { LoggerService } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { pino, type Logger, type LoggerOptions } from 'pino';
import type { Environment } from '../config/environment.js';
import { bindSpan, spanIds, tracer } from './tracing.js';

/** One JSON object a line on standard output, without secrets. */
export function createLogger({ logLevel }: Pick<Environment, 'logLevel'>): Logger {
  // Lines are gathered for a moment, for to write one takes longer than to make it. What ends in order loses none.
  const destination = pino.destination({ sync: false, minLength: 8_192, periodicFlush: 100 });
  const options: LoggerOptions = {
    level: logLevel,
    base: null,
    // What a trace has of the same request has the same ids.
    ...(tracer() && { mixin: spanIds }),
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Headers are not logged at all; of a failed query the text, but nothing that a caller has sent.
    redact: { paths: ['err.parameters', 'err.driverError', 'err.detail', 'err.where'], remove: true },
  };
  return pino(options, destination);
}

/** Logs each request when it ends, except health probes. */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    // Not by pino-http, whose loggers, one for each request and one for each answer, take a tenth of the time of a GET.
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
  else if (statusCode >= 500) logger.error(entry, 'request errored');
  // Of calls there are too many for a line each.
  else if (url.startsWith('/routing/')) logger.debug(entry, 'request completed');
  else logger.info(entry, 'request completed');
}

const nestInternals = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Nest's own messages in the same form. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  /** What Nest reports while it starts is for debugging Nest. */
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

  /** Nest passes the context last, and for errors a stack before it. */
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
