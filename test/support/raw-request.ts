import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: Headers;
  /** Everything after the headers. */
  text: string;
  /** The length that the headers declare. */
  length: number;
}

/**
 * Sends these bytes (Latin-1) and returns the response, once the server has closed the connection. For requests that no
 * HTTP client sends.
 */
export async function sendRaw(url: string, request: string): Promise<RawAnswer> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  socket.write(request, 'latin1');
  await once(socket, 'close');
  const response = Buffer.concat(chunks).toString();
  const end = response.indexOf('\r\n\r\n');
  const [statusLine, ...lines] = response.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const answer = {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine!)?.[1]),
    headers: new Headers(headers),
    text: response.slice(end + 4),
  };
  return { ...answer, length: Number(answer.headers.get('content-length')) };
}
