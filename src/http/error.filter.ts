import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { isNativeError } from 'node:util/types';
import { DatabaseError } from 'pg';
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { ApiError, constraintError, type Failure } from './api-error.js';
import type { ErrorDto } from './error.dto.js';
import {
  internal,
  invalid,
  malformedJson,
  malformedPath,
  payloadTooLarge,
  routeUnknown,
  unavailable,
  unsupportedMediaType,
} from './failures.js';

/** The only place that renders the failures of requests. What it does not know is a 500 that says nothing of the inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const rights = (request.user as Principal | undefined)?.rights;
    if (!rights || rights.confirmed) this.answer(thrown, request, response);
    // Whoever is refused is told why by what holds now.
    else
      rights.renew().then(
        () => this.answer(thrown, request, response),
        (reason: unknown) => this.answer(reason, request, response),
      );
  }

  private answer(thrown: unknown, request: Request, response: Response): void {
    const { failure, details } = toApiError(thrown);
    if (failure.status >= 500) this.logger.error({ err: thrown, requestId: request.id });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // A transaction can fail at its very end, when the answer was thought to be ready.
    for (const name of ['ETag', 'Link', 'Idempotent-Replayed']) response.removeHeader(name);
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
    requestId: request.id,
  };
}

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof QueryFailedError) {
    const { constraint } = thrown.driverError as { constraint?: string };
    return constraintError(constraint) ?? new ApiError(ofDatabase(thrown.driverError as Error));
  }
  // Outside of a query it was the connection: PostgreSQL refused it, or it broke between two queries.
  if (
    thrown instanceof DatabaseError ||
    thrown instanceof QueryRunnerAlreadyReleasedError ||
    thrown instanceof QueryRunnerProviderAlreadyReleasedError
  )
    return new ApiError(unavailable);
  if (thrown instanceof HttpException) return new ApiError(ofNest(thrown));
  return new ApiError(isNativeError(thrown) ? ofDatabase(thrown) : internal);
}

/** Nest's own: no route, an error of Express or its parsers that it has wrapped. */
function ofNest(exception: HttpException): Failure {
  switch (exception.getStatus()) {
    case 400:
      return exception.message.startsWith('Failed to decode param') ? malformedPath : malformedJson;
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

/**
 * By SQLSTATE (PostgreSQL, appendix A) or the code of the socket. No connection, one that PostgreSQL ended, a lock or
 * a connection of the pool that did not come free in time: 503. A value that the validators should have refused
 * (class 22): 400, for it is the caller's.
 */
function ofDatabase({ code, message }: Error & { code?: unknown }): Failure {
  if (typeof code === 'string') {
    if (/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|EPIPE)$/.test(code))
      return unavailable;
    // Also a standby, a database made read-only, a disk that fails.
    if (/^(08...|25006|40001|40P01|53...|55P03|57...|58...)$/.test(code)) return unavailable;
    if (/^22...$/.test(code)) return invalid;
  }
  return unconnected.test(message) ? unavailable : internal;
}

/** What `pg` and `pg-pool` say without a code. */
const unconnected =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection|Client was closed|Query read timeout)/;
