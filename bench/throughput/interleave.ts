import type { LoadGenerator } from '../load/load-generator.js';
import type { Job, Measurement } from '../load/job.js';
import type { ServerProcess } from '../servers/process.js';
import { median } from '../statistics.js';

const CONNECTIONS = 32;

/** The measurements of one server in one round. */
export interface Round extends Measurement {
  /** CPUs that the server used. */
  cpu?: number;
  residentBytes?: number;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

function spread(values: number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** Loads a server and measures its resources. */
export async function loadServer(
  load: LoadGenerator,
  server: ServerProcess,
  { token, seconds, requests }: Pick<Job, 'token' | 'seconds' | 'requests'>,
): Promise<Round> {
  const before = server.cpuSeconds();
  const measurement = await load.run({
    url: server.url,
    token,
    connections: CONNECTIONS,
    seconds,
    // Each connection needs requests of its own.
    requests: requests.length < CONNECTIONS ? repeat(requests, CONNECTIONS) : requests,
  });
  const after = server.cpuSeconds();
  return {
    ...measurement,
    cpu: before === undefined || after === undefined ? undefined : (after - before) / seconds,
    residentBytes: server.residentBytes(),
  };
}

/** The same; throws on any error or wrong response. */
export async function loadWithoutErrors(what: string, ...of: Parameters<typeof loadServer>): Promise<Round> {
  const round = await loadServer(...of);
  const { errors, mismatches, example } = round;
  if (errors + mismatches > 0) throw new Error(`${what}: ${errors} errors, ${example}`);
  return round;
}

/** Measures several servers in turn, in another order each round, so that disturbances are shared fairly. */
export async function interleave<Name extends string>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name, round: number) => Promise<Round>,
): Promise<Record<Name, Round[]>> {
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Round[]>;
  for (let round = 1; round <= rounds; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length]!;
      measured[name].push(await measure(name, round));
    }
  return measured;
}

/** The ratio of two servers' figures in the same rounds. */
export function ratio(
  of: readonly Round[],
  to: readonly Round[],
  figure: (round: Round) => number = ({ requestsPerSecond }) => requestsPerSecond,
): Spread {
  return spread(of.map((round, index) => figure(round) / figure(to[index]!)));
}

function repeat<T>(items: T[], times: number): T[] {
  return Array.from({ length: times }, (_, index) => items[index % items.length]!);
}
