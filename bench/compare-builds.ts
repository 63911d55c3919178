import 'reflect-metadata';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Bench } from './bench.js';
import { Cluster } from './data/cluster.js';
import { provideDatabases } from './data/databases.js';
import { some, thousand } from './data/population.js';
import { takeSamples } from './data/samples.js';
import { LoadGenerator } from './load/load-generator.js';
import { findPinning, ownNode, pinSelf } from './machine.js';
import type { ServerProcess } from './servers/process.js';
import { Fixtures } from './throughput/fixtures.js';
import { interleave, loadWithoutErrors, ratio, type Round, type Spread } from './throughput/interleave.js';
import type { Operation } from './throughput/operation.js';
import { gets, lists } from './throughput/reads.js';
import { writes } from './throughput/writes.js';

/**
 * Compares builds of the program on 20,000 rows, in turn on the same CPU. Prints the requests/s of each as a ratio to
 * those of the first in the same round, and the same for each second of the program's CPU, which a busy machine disturbs
 * less:
 *
 *   npm run bench:compare -- [--rounds=5] [--seconds=1] [--only=get …] <program> <program> …
 *
 * A program is a path such as dist/src/main.js. `--only` is `get`, `list`, `write` or the name of an operation, and may
 * be repeated.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: ['get', 'list', 'write'] },
  },
});
const WARM_UP_SECONDS = 2;
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const names = positionals.map((path, index) => `program ${index} ${basename(path, '.js')}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const cluster = await Cluster.start();
const node = ownNode();
const load = new LoadGenerator(node);
try {
  await provideDatabases(cluster, [thousand, some], false);
  const pinning = findPinning();
  if (pinning) {
    pinSelf(pinning.others);
    await cluster.restart();
  }
  await cluster.warm([some.database]);
  await Bench.createLogin(cluster);
  const dataset = { population: some, samples: await takeSamples(cluster, some) };
  const benches = positionals.map(
    (path) => new Bench(cluster, dataset, dataset, node, load, pinning, resolve(path)),
  );
  const fixtures = new Fixtures(cluster);
  await fixtures.clear(dataset);
  const servers = new Map<string, ServerProcess>();
  for (const [index, bench] of benches.entries()) servers.set(names[index]!, await bench.program(dataset));
  try {
    for (const operation of operations(fixtures)) {
      const token = benches[0]!.token(operation.caller, dataset);
      const measure = async (name: string, round: number, time: number): Promise<Round> => {
        await operation.prepare?.(dataset, name, round);
        const requests = operation.requests(dataset, name, round);
        return loadWithoutErrors(operation.name, load, servers.get(name)!, {
          token,
          seconds: time,
          requests,
        });
      };
      for (const name of names) await measure(name, 0, WARM_UP_SECONDS);
      const measured = await interleave(names, rounds, (name, round) => measure(name, round, seconds));
      const first = measured[names[0]!]!;
      const ratios = names.slice(1).map((name) => {
        const perCpu = ratio(measured[name]!, first, requestsPerCpuSecond);
        return `${toText(ratio(measured[name]!, first))}, CPU ${toText(perCpu)}`;
      });
      const perSecond = Math.round(first.reduce((sum, round) => sum + round.requestsPerSecond, 0) / rounds);
      console.log([operation.name, `${perSecond}/s`, ...ratios].join(' | '));
    }
  } finally {
    for (const server of servers.values()) await server.stop();
    await fixtures.clear(dataset);
  }
} finally {
  load.stop();
  await cluster.stop();
}

function toText({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function requestsPerCpuSecond({ requestsPerSecond, cpu = NaN }: Round): number {
  return requestsPerSecond / cpu;
}

function operations(fixtures: Fixtures): Operation[] {
  const sections = { get: gets, list: lists, write: writes(fixtures, Math.max(seconds, WARM_UP_SECONDS)) };
  return Object.entries(sections).flatMap(([section, all]) =>
    all.filter(({ name }) => values.only.includes(section) || values.only.includes(name)),
  );
}
