import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorDefinition } from '../errors/error-definition.js';
import type { ErrorDto } from '../errors/error.dto.js';
import { headersTooLarge, malformedRequest, requestTimeout } from '../errors/common.errors.js';

const causes: Record<string, ErrorDefinition> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
};

/** What Node cannot read as HTTP never becomes a request; it is answered in the same envelope all the same. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status: statusCode, code, message } = causes[error.code ?? ''] ?? malformedRequest;
  const requestId = randomUUID();
  const phrase = STATUS_CODES[statusCode]!;
  const answer: ErrorDto = { success: false, statusCode, error: phrase, code, message, requestId };
  const body = JSON.stringify(answer);
  socket.end(
    [
      `HTTP/1.1 ${statusCode} ${phrase}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
