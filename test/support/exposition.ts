export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** The samples in Prometheus's text format. */
export class Exposition {
  readonly samples: Sample[];

  constructor(text: string) {
    this.samples = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
        if (name === undefined) throw new Error(`No sample: ${line}`);
        const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
        return {
          name,
          labels: Object.fromEntries(pairs.map(([, label, text]) => [label!, text!])),
          value: value === '+Inf' ? Infinity : Number(value),
        };
      });
  }

  static async read(url: string, headers: Record<string, string> = {}): Promise<Exposition> {
    const response = await fetch(url, { headers });
    if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
    return new Exposition(await response.text());
  }

  /** The samples with this name and at least these labels. */
  of(name: string, labels: Record<string, string> = {}): Sample[] {
    return this.samples.filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  }

  sum(name: string, labels: Record<string, string> = {}): number {
    return this.of(name, labels).reduce((sum, { value }) => sum + value, 0);
  }
}
