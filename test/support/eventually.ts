import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** What is read once it is as it should be; what it was last where that never happens. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  isAsItShould: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (isAsItShould(value) || Date.now() > deadline) return value;
    await sleep(PAUSE_MS);
  }
}
