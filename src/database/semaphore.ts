/** Lets a number of callers in at a time, and the others wait in a line, but not for ever. */
export class Semaphore {
  /** How many have left without having been let in. */
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
      // Whoever is next takes this one's place.
      const next = this.queue.shift();
      if (next) next();
      else this.held--;
    }
  }

  private wait(): Promise<void> {
    return new Promise((enter, leave) => {
      const called = (): void => {
        clearTimeout(timer);
        enter();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(called), 1);
        this.timeouts++;
        leave(this.timeoutError());
      }, this.timeoutMs);
      this.queue.push(called);
    });
  }
}
