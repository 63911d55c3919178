import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpAdapter } from './server.js';
import type { FastPath } from '../observability/request-metrics.js';

/** What two requests in a row are answered with by a server that has this shortcut, and nothing behind it. */
async function answersOf(shortcut: FastPath): Promise<string[]> {
  const adapter = new HttpAdapter();
  adapter.addFastPath(shortcut);
  adapter.initHttpServer();
  const server = adapter.getHttpServer() as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = (): Promise<string> =>
    fetch(url).then(
      async (response) => `${response.status} ${await response.text()}`,
      () => 'cut off',
    );
  const answers = [await ask(), await ask()];
  server.closeAllConnections();
  server.close();
  return answers;
}

describe('a shortcut that fails', () => {
  it('after it has answered has answered', async () => {
    const answers = await answersOf((_, response) => {
      response.writeHead(200).end('as it was');
      throw new Error('no room for one more note');
    });
    expect(answers).toEqual(['200 as it was', '200 as it was']);
  });

  it('in the middle of its answer has it cut off, and no other', async () => {
    let times = 0;
    const answers = await answersOf((_, response) => {
      response.writeHead(200, { 'Content-Length': 2 });
      if (times++ === 0) throw new Error('no answer');
      response.end('ok');
      return '/';
    });
    expect(answers).toEqual(['cut off', '200 ok']);
  });

  it('before it has answered leaves it to the way of all requests', async () => {
    const answers = await answersOf(() => {
      throw new Error('nothing is known');
    });
    expect(answers).toEqual([expect.stringMatching(/^404 /), expect.stringMatching(/^404 /)]);
  });
});
