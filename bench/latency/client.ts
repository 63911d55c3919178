import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  text: string;
  milliseconds: number;
}

/** A client that sends one request after the other on one kept connection. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Milliseconds run from sending the request to the last byte of the response. */
  send(method: string, path: string, body?: object): Promise<Answer> {
    return new Promise((done, fail) => {
      const started = performance.now();
      const sent = request(
        this.url + path,
        {
          method,
          agent: this.agent,
          headers: {
            Authorization: `Bearer ${this.token}`,
            ...(body && { 'Content-Type': 'application/json' }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () =>
            done({
              status: response.statusCode!,
              milliseconds: performance.now() - started,
              text: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      sent.on('error', fail);
      sent.end(body && JSON.stringify(body));
    });
  }

  /** The same; throws unless the response is a success. */
  async get<T>(path: string): Promise<T & { milliseconds: number }> {
    const { status, text, milliseconds } = await this.send('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text.slice(0, 300)}`);
    return { ...(JSON.parse(text) as T), milliseconds };
  }

  close(): void {
    this.agent.destroy();
  }
}
