import type { Bench } from '../bench.js';
import { waitForIndex } from '../routing/index-state.js';
import { decision, takeSampleCalls } from '../routing/sample-calls.js';
import { median } from '../statistics.js';
import { gets, lists } from './reads.js';
import { interleave, loadWithoutErrors, ratio, type Round, type Spread } from './interleave.js';

const WARM_UP_SECONDS = 1;

export interface WorkersComparison {
  operation: string;
  /** Throughput of one worker and of two. */
  one: number;
  two: number;
  ratio: Spread;
  /**
   * Requests per CPU second of two relative to one. Twice this is what two workers serve on CPUs of their own,
   * even if the load generator and PostgreSQL leave them less than that here.
   */
  perCpu?: Spread;
  residentMegabytes?: [one: number, two: number];
}

/** Compares one worker with two, in turn, on the same CPUs. */
export async function compareWorkers(
  bench: Bench,
  rounds: number,
  seconds: number,
): Promise<WorkersComparison[]> {
  const cpus = bench.pinning?.workers;
  const processes = {
    one: await bench.program(bench.large, { WORKERS: '1' }, cpus),
    two: await bench.program(bench.large, { WORKERS: '2' }, cpus),
  };
  const numbers = ['one', 'two'] as const;
  for (const number of numbers) await waitForIndex(processes[number]);
  const calls = await takeSampleCalls(bench.cluster, bench.large.population);
  const compared = [
    ...[gets[0]!, lists[0]!].map((operation) => ({
      name: operation.name,
      token: bench.token('admin', bench.large),
      requests: operation.requests(bench.large, 'program', 0),
    })),
    // Answered from memory: here PostgreSQL has no part.
    {
      name: 'GET /routing/decision',
      token: bench.token('proxy', bench.large),
      requests: calls.map(decision),
    },
  ];
  const comparisons: WorkersComparison[] = [];
  try {
    for (const { name, token, requests } of compared) {
      const measure = (number: keyof typeof processes, time: number): Promise<Round> =>
        loadWithoutErrors(name, bench.load, processes[number], { token, seconds: time, requests });
      for (const number of numbers) await measure(number, WARM_UP_SECONDS);
      const { one, two } = await interleave(numbers, rounds, (number) => measure(number, seconds));
      const [ofOne, ofTwo] = [one, two].map((measured) => measured.at(-1)!.residentBytes);
      comparisons.push({
        operation: name,
        one: median(one.map(({ requestsPerSecond }) => requestsPerSecond)),
        two: median(two.map(({ requestsPerSecond }) => requestsPerSecond)),
        ratio: ratio(two, one),
        perCpu: ratio(two, one, ({ requestsPerSecond, cpu }) => requestsPerSecond / (cpu ?? NaN)),
        residentMegabytes: ofOne && ofTwo ? [ofOne / 2 ** 20, ofTwo / 2 ** 20] : undefined,
      });
    }
  } finally {
    for (const server of Object.values(processes)) await server.stop();
  }
  return comparisons;
}
