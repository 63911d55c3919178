import type { Bench } from '../bench.js';
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
  const token = bench.token('admin', bench.large);
  const comparisons: WorkersComparison[] = [];
  try {
    for (const operation of [gets[0]!, lists[0]!]) {
      const { name } = operation;
      const requests = operation.requests(bench.large, 'program', 0);
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
        residentMegabytes: ofOne && ofTwo ? [ofOne / 2 ** 20, ofTwo / 2 ** 20] : undefined,
      });
    }
  } finally {
    for (const server of Object.values(processes)) await server.stop();
  }
  return comparisons;
}
