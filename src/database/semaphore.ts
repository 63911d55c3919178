/** Runs a limited number of functions at a time. The others wait in a queue, for a limited time. */
export class Semaphore {
  /** How many have waited in vain. */
  timeouts = 0;
  private held = 0;
  private readonly queue: (() => void)[] = [];

  constructor(
    private readonly permits: number,
    private readonly timeoutMs: number,
    private readonly timeoutError: () => Error,
  ) {}

  get waiting(): number {
    return this.queue.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.held < this.permits) this.held++;
    else await this.wait();
    try {
      return await work();
    } finally {
      // The next in the queue takes over this permit.
      const next = this.queue.shift();
      if (next) next();
      else this.held--;
    }
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(enter), 1);
        this.timeouts++;
        reject(this.timeoutError());
      }, this.timeoutMs);
      this.queue.push(enter);
    });
  }
}
