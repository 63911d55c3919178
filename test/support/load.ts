import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Several clients at once, each doing one thing after another until it is told to stop. */
export class Load {
  private over = false;
  private readonly clients: Promise<void>[] = [];

  constructor(clients: number, act: (client: number, round: number) => Promise<unknown>) {
    for (let client = 0; client < clients; client++)
      this.clients.push(this.run((round) => act(client, round)));
  }

  /** Waits until all have left. */
  async end(): Promise<void> {
    await Promise.all(this.clients);
  }

  stop(): Promise<void> {
    this.over = true;
    return this.end();
  }

  /** `act` leaves with false. */
  private async run(act: (round: number) => Promise<unknown>): Promise<void> {
    for (let round = 0; !this.over && round < 5_000; round++) if ((await act(round)) === false) return;
  }
}

export async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`Not within 20 seconds: ${reached.toString()}`);
    await sleep(20);
  }
}

/** A client with one connection that it keeps for as long as it may; it answers how its request went. */
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
