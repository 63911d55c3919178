import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 30_000;
const INTERVAL_MS = 50;

/** What is read once it is as it should be; what it was last where that never happens. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  isAsItShould: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const value = await read();
    if (isAsItShould(value) || Date.now() > deadline) return value;
    await sleep(INTERVAL_MS);
  }
}
