import { randomUUID } from 'node:crypto';
import { METHODS, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorDefinition } from '../errors/error-definition.js';
import type { ErrorDto } from '../errors/error.dto.js';
import {
  headersTooLarge,
  malformedRequest,
  methodNotImplemented,
  payloadTooLarge,
  requestTimeout,
} from '../errors/common.errors.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** An error of Node's parser: the bytes that it got last, and how many of them are valid. */
interface ParserError extends NodeJS.ErrnoException {
  rawPacket?: Buffer;
  bytesParsed?: number;
}

/** A method is a token (RFC 9110, 9.1). */
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]+) [^\s]+ HTTP\/1\.[01]\r?\n/;

const definitions: Record<string, ErrorDefinition> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: payloadTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
};

/** Answers bytes that Node cannot parse as HTTP. They never become a request, but the response has the usual format. */
export function answerClientError(error: ParserError, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else answerOnSocket(definitionOf(error), socket, randomUUID());
}

/** How long a connection stays open after its last response, for the client to read it. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Answers and closes a connection that has no response object. */
export function answerOnSocket(definition: ErrorDefinition, socket: Duplex, requestId: string): void {
  const { status: statusCode, code, message } = definition;
  const reason = STATUS_CODES[statusCode]!;
  const response: ErrorDto = { success: false, statusCode, error: reason, code, message, requestId };
  const body = JSON.stringify(response);
  const headers = [
    ...SECURITY_HEADERS,
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['X-Request-Id', requestId],
    ['Date', new Date().toUTCString()],
    ['Connection', 'close'],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  // Node has removed its own listeners from the socket of a CONNECT: without one, an error would end the process.
  socket.on('error', () => socket.destroy());
  // A client that neither reads nor closes must not keep the connection open.
  setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS).unref();
  socket.resume();
  socket.end([`HTTP/1.1 ${statusCode} ${reason}`, ...lines, '', body].join('\r\n'));
}

function definitionOf(error: ParserError): ErrorDefinition {
  if (hasUnknownMethod(error)) return methodNotImplemented;
  return definitions[error.code ?? ''] ?? malformedRequest;
}

/** Whether the parser stopped in a request line that is valid but for a method that Node does not know. */
function hasUnknownMethod({ rawPacket, bytesParsed = 0 }: ParserError): boolean {
  if (!rawPacket) return false;
  const start = bytesParsed === 0 ? 0 : rawPacket.lastIndexOf('\n', bytesParsed - 1) + 1;
  const method = REQUEST_LINE.exec(rawPacket.toString('latin1', start))?.[1];
  return method !== undefined && !METHODS.includes(method);
}
