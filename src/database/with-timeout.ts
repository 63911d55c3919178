/** What was asked for, or `lateness` of what has not come by then: it may come yet, and nobody waits for it. */
export async function withTimeout<T>(answer: Promise<T>, mostMs: number, lateness: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    // What has arrived while the process was busy is read first.
    timer = setTimeout(() => setImmediate(() => fail(lateness())), mostMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
