import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorDto } from './error.dto.js';

const causes: Record<string, [status: number, code: string, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The headers are larger than 16 kB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request took too long to arrive'],
};

/** What Node cannot read as HTTP never becomes a request; it is answered in the same envelope all the same. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [statusCode, code, message] = causes[error.code ?? ''] ?? [
    400,
    'malformed_request',
    'This is not HTTP',
  ];
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
