import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpAdapter } from './server.js';
import type { FastPath } from '../observability/request-metrics.js';

/** Sends two requests to a server that has this fast path and no routes, and returns the responses. */
async function responsesWith(fastPath: FastPath): Promise<string[]> {
  const adapter = new HttpAdapter();
  adapter.addFastPath(fastPath);
  adapter.initHttpServer();
  const server = adapter.getHttpServer() as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const request = (): Promise<string> =>
    fetch(url).then(
      async (response) => `${response.status} ${await response.text()}`,
      () => 'cut off',
    );
  const responses = [await request(), await request()];
  server.closeAllConnections();
  server.close();
  return responses;
}

describe('a fast path that throws', () => {
  it('after its response does not affect the response', async () => {
    const responses = await responsesWith((_, response) => {
      response.writeHead(200).end('complete');
      throw new Error('metrics are full');
    });
    expect(responses).toEqual(['200 complete', '200 complete']);
  });

  it('in the middle of its response cuts off that response only', async () => {
    let times = 0;
    const responses = await responsesWith((_, response) => {
      response.writeHead(200, { 'Content-Length': 2 });
      if (times++ === 0) throw new Error('no body');
      response.end('ok');
      return '/';
    });
    expect(responses).toEqual(['cut off', '200 ok']);
  });

  it('before its response leaves the request to Express', async () => {
    const responses = await responsesWith(() => {
      throw new Error('no index');
    });
    expect(responses).toEqual([expect.stringMatching(/^404 /), expect.stringMatching(/^404 /)]);
  });
});
