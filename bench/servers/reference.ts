import { createSecretKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Answers } from './answers.js';
import { send, verify } from './bare.js';
import { announce, createPool, readVariables } from './context.js';

/**
 * The upper limit: a bare `node:http` server that verifies the token, runs one prepared statement and writes JSON. It has
 * no validation, isolation, logs or rate limit.
 */
const { secret } = readVariables();
const key = createSecretKey(secret, 'utf8');
const answers = await Answers.of(createPool());

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    send(response, 500, { success: false });
  });
});
server.listen(0, '127.0.0.1', () => announce(server));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const claims = verify(request.headers.authorization, key);
  if (claims === undefined) {
    send(response, 401, { success: false });
    return;
  }
  const url = request.url!;
  const queryStart = url.indexOf('?');
  const [, collection, id] = (queryStart === -1 ? url : url.slice(0, queryStart)).split('/');
  if (request.method !== 'GET') return write(request, response, id!, claims.sub);
  let data: object | undefined;
  if (id === undefined) data = await answers.domains(new URLSearchParams(url.slice(queryStart + 1)), claims);
  else if (collection === 'domains') data = await answers.domain(id);
  else if (collection === 'orgips') data = await answers.orgIp(id);
  else data = await answers.organization(id);
  if (data) send(response, 200, { success: true, data });
  else send(response, 404, { success: false });
}

async function write(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  subject: string,
): Promise<void> {
  let data: object | undefined;
  if (request.method === 'DELETE') data = await answers.delete(id, subject);
  else {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    if (request.method === 'POST') data = await answers.create(id, body, subject);
    else data = await answers.update(id, body, subject);
  }
  if (data) send(response, request.method === 'POST' ? 201 : 200, { success: true, data });
  else send(response, 404, { success: false });
}
