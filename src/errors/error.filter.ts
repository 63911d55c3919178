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
import { DatabaseUnavailableError, isNetworkErrorCode } from '../database/database-errors.js';
import type { Caller } from '../database/unit-of-work.js';
import { isServerError } from '../observability/server-error.js';
import { ApiError } from './api-error.js';
import { constraintError } from './constraint-errors.js';
import type { ErrorDefinition } from './error-definition.js';
import type { ErrorDto } from './error.dto.js';
import {
  internalError,
  validationFailed,
  malformedJson,
  malformedPath,
  payloadTooLarge,
  routeNotFound,
  serviceUnavailable,
  unsupportedMediaType,
} from './common.errors.js';

/** Turns every exception of a request into an error response. An unknown exception becomes a 500 without details. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const authEpoch = (request.user as Caller | undefined)?.authEpoch;
    if (!authEpoch || authEpoch.verified) this.respond(thrown, request, response);
    // The cached scope may be outdated. If the current one refuses the caller, that is the error to report.
    else
      authEpoch.refresh().then(
        () => this.respond(thrown, request, response),
        (reason: unknown) => this.respond(reason, request, response),
      );
  }

  private respond(thrown: unknown, request: Request, response: Response): void {
    const { definition, details } = toApiError(thrown);
    if (isServerError(definition.status)) this.logger.error({ err: thrown, requestId: request.id });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // A commit can fail after the handler has set the headers of a successful response.
    for (const name of ['ETag', 'Link', 'Idempotent-Replayed']) response.removeHeader(name);
    if (definition.status === 405) response.setHeader('Allow', (request.allowedMethods ?? []).join(', '));
    if (definition.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (definition.status === 503) response.setHeader('Retry-After', '1');
    response.status(definition.status).json(toErrorDto(definition, details, request));
  }
}

function toErrorDto(definition: ErrorDefinition, details: ApiError['details'], request: Request): ErrorDto {
  return {
    success: false,
    statusCode: definition.status,
    error: STATUS_CODES[definition.status] ?? 'Error',
    code: definition.code,
    message: request.ownErrors?.find(({ code }) => code === definition.code)?.message ?? definition.message,
    ...(details.length > 0 && { details }),
    requestId: request.id,
  };
}

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof QueryFailedError) {
    const { constraint } = thrown.driverError as { constraint?: string };
    return constraintError(constraint) ?? new ApiError(fromDriverError(thrown.driverError as Error));
  }
  // Not during a query, so the connection failed: PostgreSQL refused it, or it broke between two queries.
  if (
    thrown instanceof DatabaseUnavailableError ||
    thrown instanceof DatabaseError ||
    thrown instanceof QueryRunnerAlreadyReleasedError ||
    thrown instanceof QueryRunnerProviderAlreadyReleasedError
  )
    return new ApiError(serviceUnavailable);
  if (thrown instanceof HttpException) return new ApiError(fromHttpException(thrown));
  return new ApiError(isNativeError(thrown) ? fromDriverError(thrown) : internalError);
}

/** Nest throws these: there is no route, or Express or one of its parsers failed. */
function fromHttpException(exception: HttpException): ErrorDefinition {
  switch (exception.getStatus()) {
    case 400:
      return exception.message.startsWith('Failed to decode param') ? malformedPath : malformedJson;
    case 404:
      return routeNotFound;
    case 413:
      return payloadTooLarge;
    case 415:
      return unsupportedMediaType;
    default:
      return internalError;
  }
}

/**
 * Classifies an error by its SQLSTATE (PostgreSQL, appendix A) or the error code of the socket. A missing or terminated
 * connection, and a timeout for a lock or a pooled connection, are 503. An invalid value (class 22) is 400, although the
 * validators should have refused it.
 */
function fromDriverError({ code, message }: Error & { code?: unknown }): ErrorDefinition {
  if (typeof code === 'string') {
    if (isNetworkErrorCode(code)) return serviceUnavailable;
    // This includes a standby, a read-only database and a failing disk.
    if (/^(08...|25006|40001|40P01|53...|55P03|57...|58...)$/.test(code)) return serviceUnavailable;
    if (/^22...$/.test(code)) return validationFailed;
  }
  return connectionErrorMessage.test(message) ? serviceUnavailable : internalError;
}

/** Connection errors of `pg` and `pg-pool`, which have no code. */
const connectionErrorMessage =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection|Client was closed|Query read timeout)/;
