/** Rejects with `timeoutError` when `result` takes longer than `timeoutMs`. The work behind `result` goes on. */
export async function withTimeout<T>(
  result: Promise<T>,
  timeoutMs: number,
  timeoutError: () => Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    // A response that arrived while the process was busy is read first.
    timer = setTimeout(() => setImmediate(() => reject(timeoutError())), timeoutMs);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
