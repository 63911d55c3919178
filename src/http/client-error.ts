import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorDefinition } from '../errors/error-definition.js';
import type { ErrorDto } from '../errors/error.dto.js';
import { headersTooLarge, malformedRequest, requestTimeout } from '../errors/common.errors.js';

const definitions: Record<string, ErrorDefinition> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
};

/** Answers bytes that Node cannot parse as HTTP. They never become a request, but the response has the usual format. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status: statusCode, code, message } = definitions[error.code ?? ''] ?? malformedRequest;
  const requestId = randomUUID();
  const reason = STATUS_CODES[statusCode]!;
  const response: ErrorDto = { success: false, statusCode, error: reason, code, message, requestId };
  const body = JSON.stringify(response);
  socket.end(
    [
      `HTTP/1.1 ${statusCode} ${reason}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
