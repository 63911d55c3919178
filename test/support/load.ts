import { Agent, get } from 'node:http';

/** Several concurrent clients. Each acts again and again until the load is stopped. */
export class Load {
  private over = false;
  private readonly clients: Promise<void>[] = [];

  constructor(clients: number, act: (client: number, round: number) => Promise<unknown>) {
    for (let client = 0; client < clients; client++)
      this.clients.push(this.run((round) => act(client, round)));
  }

  /** Waits until every client has left. */
  async end(): Promise<void> {
    await Promise.all(this.clients);
  }

  stop(): Promise<void> {
    this.over = true;
    return this.end();
  }

  /** A client leaves when `act` resolves to false. */
  private async run(act: (round: number) => Promise<unknown>): Promise<void> {
    for (let round = 0; !this.over && round < 5_000; round++) if ((await act(round)) === false) return;
  }
}

/** A client that keeps one connection for as long as the server allows. It resolves to the outcome of each request. */
export function keepingClient(url: string, token: string): (path: string) => Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (path) =>
    new Promise((done) => {
      const fail = (error: NodeJS.ErrnoException): void => done(error.code ?? error.message);
      get(url + path, { agent, headers: { Authorization: `Bearer ${token}` } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.once('error', fail).once('end', () => {
          const whole = text.startsWith('{"success"') && text.endsWith('}');
          done(whole ? `${response.statusCode} ${response.headers.connection}` : `cut off: ${text}`);
        });
      }).once('error', fail);
    });
}
