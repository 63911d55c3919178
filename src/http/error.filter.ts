import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { QueryFailedError } from 'typeorm';
import { ApiError, constraintError, type Failure } from './api-error.js';
import type { ErrorDto } from './error.dto.js';
import {
  internal,
  invalid,
  malformedJson,
  malformedPath,
  payloadTooLarge,
  routeUnknown,
  unauthenticated,
  unavailable,
  unsupportedMediaType,
} from './failures.js';

/** The only place that renders failures. What it does not know is a 500 that says nothing of the inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { failure, details } = toApiError(thrown);
    if (failure.status >= 500) this.logger.error({ err: thrown, requestId: request.id });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (failure.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (failure.status === 503) response.setHeader('Retry-After', '1');
    response.status(failure.status).json(render(failure, details, request));
  }
}

function render(failure: Failure, details: ApiError['details'], request: Request): ErrorDto {
  return {
    success: false,
    statusCode: failure.status,
    error: STATUS_CODES[failure.status] ?? 'Error',
    code: failure.code,
    message: request.failures?.find(({ code }) => code === failure.code)?.message ?? failure.message,
    ...(details.length > 0 && { details }),
    requestId: request.id as string,
  };
}

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof QueryFailedError) {
    const { code, constraint } = thrown.driverError as { code?: string; constraint?: string };
    return constraintError(constraint) ?? new ApiError(isOutage(code) ? unavailable : internal);
  }
  if (thrown instanceof HttpException) return new ApiError(ofNest(thrown));
  const { type, code } = (thrown ?? {}) as { type?: unknown; code?: unknown };
  if (typeof type === 'string' && type in ofBodyParser) return new ApiError(ofBodyParser[type]!);
  return new ApiError(isOutage(code) ? unavailable : internal);
}

/** Nest's own: no route, an error of Express or its parsers that it has wrapped. */
function ofNest(exception: HttpException): Failure {
  switch (exception.getStatus()) {
    case 400:
      return exception.message.startsWith('Failed to decode param') ? malformedPath : malformedJson;
    case 401:
      return unauthenticated;
    case 404:
      return routeUnknown;
    case 413:
      return payloadTooLarge;
    case 415:
      return unsupportedMediaType;
    default:
      return internal;
  }
}

/** https://github.com/expressjs/body-parser#errors */
const ofBodyParser: Record<string, Failure> = {
  'entity.parse.failed': malformedJson,
  'entity.verify.failed': malformedJson,
  'request.aborted': malformedJson,
  'request.size.invalid': malformedJson,
  'entity.too.large': payloadTooLarge,
  'charset.unsupported': unsupportedMediaType,
  'encoding.unsupported': unsupportedMediaType,
  'parameters.too.many': invalid,
};

/** No connection to PostgreSQL, or one that PostgreSQL ended (SQLSTATE classes 08, 53, 57P). */
function isOutage(code: unknown): boolean {
  return (
    typeof code === 'string' && /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|08...|53...|57P..)$/.test(code)
  );
}
