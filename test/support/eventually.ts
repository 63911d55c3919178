import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for the busiest machine: only a test that fails waits for so long. */
const TIMEOUT_MS = 60_000;
const INTERVAL_MS = 20;

/** Reads a value again and again until it matches, and resolves to the last value read. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  matches: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const value = await read();
    if (matches(value) || Date.now() > deadline) return value;
    await sleep(INTERVAL_MS);
  }
}

/** Waits until the condition holds, and throws when that takes too long. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  failure = `This did not become true: ${condition.toString()}`,
): Promise<void> {
  if (!(await eventually(condition, Boolean))) throw new Error(failure);
}
