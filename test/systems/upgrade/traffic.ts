import { setTimeout as sleep } from 'node:timers/promises';
import { manager, type Answer, type Instance } from './instance.js';

const CLIENTS = 8;
const PAUSE_MS = 10;

/** Clients behind a load balancer: each request goes to the next instance, whatever its version. */
export class Traffic {
  readonly rotation: Instance[] = [];
  readonly answered = { old: 0, new: 0 };
  readonly failures: string[] = [];
  private over = false;
  private turn = 0;
  private working: Promise<unknown> = Promise.resolve();

  start(): void {
    const clients = Array.from({ length: CLIENTS }, (_, number) => this.work(`rolling-${number}`));
    this.working = Promise.all(clients);
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.working;
  }

  /** Writes, and reads its own write, wherever it gets to; then lists, and deletes in the end. */
  private async work(id: string): Promise<void> {
    await this.send('POST', `/domains/${id}`, 201, { domain: `${id}.example.com`, orgId: 'org_456' });
    for (let version = 1; !this.over; version++) {
      await this.send('PUT', `/domains/${id}`, 200, { metadata: { version } });
      const read = await this.send('GET', `/domains/${id}`, 200);
      if (read && read.data.metadata.version !== version) this.failures.push(`${id} has lost ${version}`);
      await this.send('GET', '/domains?limit=50', 200);
      await sleep(PAUSE_MS);
    }
    await this.send('DELETE', `/domains/${id}`, 200);
  }

  private async send(
    method: string,
    path: string,
    expected: number,
    body?: object,
  ): Promise<Answer | undefined> {
    const instance = this.rotation[this.turn++ % this.rotation.length]!;
    const { name } = instance.version;
    try {
      const answer = await instance.ask(manager, method, path, body);
      this.answered[name]++;
      if (answer.status === expected) return answer;
      this.failures.push(`${name}: ${method} ${path}: ${answer.status}`);
    } catch (error) {
      this.failures.push(`${name}: ${method} ${path}: ${String(error)}`);
    }
    return undefined;
  }
}
