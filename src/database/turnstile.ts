/** Lets a number of callers in at a time, and the others wait in a line, but not for ever. */
export class Turnstile {
  /** How many have left without having been let in. */
  refused = 0;
  private inside = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly patienceMs: number,
    private readonly refusal: () => Error,
  ) {}

  get waiting(): number {
    return this.line.length;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside < this.most) this.inside++;
    else await this.wait();
    try {
      return await work();
    } finally {
      // Whoever is next takes this one's place.
      const next = this.line.shift();
      if (next) next();
      else this.inside--;
    }
  }

  private wait(): Promise<void> {
    return new Promise((enter, leave) => {
      const called = (): void => {
        clearTimeout(timer);
        enter();
      };
      const timer = setTimeout(() => {
        this.line.splice(this.line.indexOf(called), 1);
        this.refused++;
        leave(this.refusal());
      }, this.patienceMs);
      this.line.push(called);
    });
  }
}
