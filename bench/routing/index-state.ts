import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../servers/process.js';

/** Polling interval, which limits the precision of the load time. Each poll also takes the program a millisecond. */
const INTERVAL_MS = 20;
const PATIENCE_MS = 120_000;

/** Waits until the index of a program is up to date. Returns the milliseconds that this took. */
export async function waitForIndex({ url }: ServerProcess): Promise<number> {
  const began = performance.now();
  for (;;) {
    const response = await fetch(`${url}/health/ready`);
    const { data } = (await response.json()) as { data: { routing: string } };
    if (data.routing === 'fresh') return performance.now() - began;
    if (performance.now() - began > PATIENCE_MS) throw new Error('the index was not there in time');
    await sleep(INTERVAL_MS);
  }
}
