import { Presets, SingleBar } from 'cli-progress';

/** Reports the progress of making a database: a bar in a terminal, occasional lines elsewhere. */
export class Progress {
  private readonly bar: SingleBar;

  constructor(title: string, total: number) {
    this.bar = new SingleBar(
      {
        format: `${title} {bar} {percentage}% | {duration_formatted} | {step}`,
        stream: process.stderr,
        noTTYOutput: true,
        notTTYSchedule: 10_000,
        hideCursor: true,
      },
      Presets.shades_classic,
    );
    this.bar.start(total, 0, { step: '' });
  }

  step(name: string): void {
    this.bar.update({ step: name });
  }

  advance(rows: number): void {
    this.bar.increment(rows);
  }

  end(): void {
    this.bar.update({ step: 'done' });
    this.bar.stop();
  }
}
