import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import { sendText, verify } from './bare.js';
import { announce, readVariables } from './context.js';

/** The upper limit for routing: a bare `node:http` server that verifies the token and returns a constant response. */
const { secret } = readVariables();
const key = createSecretKey(secret, 'utf8');
const { ANSWER: answer } = process.env;
if (!answer) throw new Error('ANSWER is needed');

const server = createServer((request, response) => {
  if (verify(request.headers.authorization, key) === undefined) sendText(response, 401, '{"success":false}');
  else sendText(response, 200, answer);
});
server.listen(0, '127.0.0.1', () => announce(server));
