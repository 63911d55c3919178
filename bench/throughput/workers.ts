import type { Bench } from '../bench.js';
import type { ServerProcess } from '../servers/process.js';
import { median } from '../statistics.js';
import { gets, lists } from './reads.js';
import { spread, type Spread } from './rounds.js';

const CONNECTIONS = 32;

export interface WorkersComparison {
  operation: string;
  /** Requests/s of one worker and of two. */
  one: number;
  two: number;
  ratio: Spread;
  residentMegabytes?: [one: number, two: number];
}

/** One worker against two of them, in turn. Both may use the same CPUs: those of two workers. */
export async function compareWorkers(
  bench: Bench,
  rounds: number,
  seconds: number,
): Promise<WorkersComparison[]> {
  const cpus = bench.pinning?.workers;
  const one = await bench.program(bench.large, { WORKERS: '1' }, cpus);
  const two = await bench.program(bench.large, { WORKERS: '2' }, cpus);
  const token = bench.token('admin', bench.large);
  const comparisons: WorkersComparison[] = [];
  try {
    for (const operation of [gets[0]!, lists[0]!]) {
      const all = operation.requests(bench.large, 'program', 0);
      const requests = Array.from(
        { length: Math.max(all.length, CONNECTIONS) },
        (_, index) => all[index % all.length]!,
      );
      const measure = async (server: ServerProcess, time: number): Promise<number> => {
        const job = { url: server.url, token, connections: CONNECTIONS, seconds: time, requests };
        const { requestsPerSecond, errors, mismatches, example } = await bench.load.run(job);
        if (errors + mismatches > 0) throw new Error(`${operation.name}: ${errors} errors, ${example}`);
        return requestsPerSecond;
      };
      await measure(one, 1);
      await measure(two, 1);
      const measured: [number, number][] = [];
      for (let round = 0; round < rounds; round++)
        if (round % 2 === 0) measured.push([await measure(one, seconds), await measure(two, seconds)]);
        else {
          const first = await measure(two, seconds);
          measured.push([await measure(one, seconds), first]);
        }
      const [ofOne, ofTwo] = [one.residentBytes(), two.residentBytes()];
      comparisons.push({
        operation: operation.name,
        one: median(measured.map(([value]) => value)),
        two: median(measured.map(([, value]) => value)),
        ratio: spread(measured.map(([first, second]) => second / first)),
        residentMegabytes: ofOne && ofTwo ? [ofOne / 2 ** 20, ofTwo / 2 ** 20] : undefined,
      });
    }
  } finally {
    await one.stop();
    await two.stop();
  }
  return comparisons;
}
