import type { Kind, Sample } from './load.js';
import type { Platform } from './platform.js';

/** What happened to the requests around one event. */
export interface Outage {
  failed: number;
  /** Seconds from the event to the end of the last request that failed. */
  until: number;
  /** Seconds of the longest time in which none succeeded. */
  pause: number;
}

/** `from` and `to`: the event, and when the next thing happens. */
export function outageOf(samples: Sample[], kind: Kind, from: number, to: number): Outage {
  const within = samples.filter(
    (sample) => sample.kind === kind && sample.ended > from && sample.ended <= to,
  );
  const failures = within.filter(({ failure }) => failure !== undefined).map(({ ended }) => ended);
  const successes = within.filter(({ failure }) => failure === undefined).map(({ ended }) => ended);
  const moments = [from, ...successes.sort((a, b) => a - b), to];
  const pauses = moments.slice(1).map((moment, n) => moment - moments[n]!);
  return {
    failed: failures.length,
    until: failures.length === 0 ? 0 : (Math.max(...failures) - from) / 1_000,
    pause: Math.max(...pauses) / 1_000,
  };
}

/** Milliseconds that the given share of the successful requests took at most. */
export function quantile(samples: Sample[], kind: Kind, share: number): number {
  const times = samples
    .filter((sample) => sample.kind === kind && sample.failure === undefined)
    .map(({ begun, ended }) => ended - begun)
    .sort((a, b) => a - b);
  return times[Math.floor(times.length * share)] ?? NaN;
}

/** Counts which server answers reads, as the servers themselves have it. */
export class ReadCounter {
  primary = 0;
  standby = 0;
  private readonly known = { primary: 0, standby: 0 };

  constructor(private readonly platform: Platform) {}

  /** A server that has crashed counts from nothing again, so it is asked often. */
  async look(): Promise<void> {
    await this.count('primary');
    await this.count('standby');
  }

  private async count(server: 'primary' | 'standby'): Promise<void> {
    const rows = await this.platform
      .query<{ calls: string }>(
        server,
        // What a read begins with, and a write does not.
        `select sum(calls) as calls from pg_stat_statements
          where query like 'select %set_config(%' and query not like '%) as version%'`,
      )
      .catch(() => undefined);
    if (!rows) return;
    const calls = Number(rows[0]?.calls ?? 0);
    this[server] += calls < this.known[server] ? calls : calls - this.known[server];
    this.known[server] = calls;
  }
}
