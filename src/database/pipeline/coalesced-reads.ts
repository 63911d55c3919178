interface Reads<T> {
  running: Promise<T>;
  /** Starts when `running` has ended. */
  next?: Promise<T>;
}

/** Lets callers who want the same read at the same time share one, so that a read runs at most once at a time. */
export class CoalescedReads<T> {
  private readonly reads = new Map<string, Reads<T>>();

  /**
   * The result of a read that is sent after this call, never of one that was sent before: a caller sees everything that was
   * committed before it asked. Reads with the same key are the same.
   */
  run(key: string, send: () => Promise<T>): Promise<T> {
    const reads = this.reads.get(key);
    if (!reads) return this.start(key, send);
    reads.next ??= reads.running.then(
      () => this.start(key, send),
      () => this.start(key, send),
    );
    return reads.next;
  }

  private start(key: string, send: () => Promise<T>): Promise<T> {
    const running = send();
    const reads: Reads<T> = { running };
    this.reads.set(key, reads);
    const end = (): void => {
      // A read that waits replaces these when it starts.
      if (!reads.next) this.reads.delete(key);
    };
    running.then(end, end);
    return running;
  }
}
