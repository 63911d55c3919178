import 'reflect-metadata';
import { Bench, type Dataset } from './bench.js';
import { Cluster, settings } from './data/cluster.js';
import { provideDatabases } from './data/databases.js';
import { million, some, thousand, type Population } from './data/population.js';
import { takeSamples } from './data/samples.js';
import { LoadGenerator } from './load/load-generator.js';
import { describeMachine, findPinning, ownNode, pinSelf, recommendedNode } from './machine.js';
import { readOptions, usage } from './options.js';
import type { Results } from './report/results.js';
import { programs } from './servers/process.js';
import { meets, severeLosses, tablesOf } from './report/tables.js';
import { toText } from './report/table.js';
import { writeReport } from './report/write.js';
import { measureAll } from './run.js';

const options = orExplain(readOptions);
const [small, large] = [thousand, options.small ? some : million];
// Before this process is pinned to some CPUs.
const machine = describeMachine();
const report = (line: string): void => console.error(`· ${line}`);

// Exit handlers stop the child processes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const cluster = await Cluster.start();
try {
  await provideDatabases(cluster, [small, large], options.fresh);
  const pinning = findPinning();
  if (pinning) {
    pinSelf(pinning.others);
    // Pinning applies only to processes started from now on.
    await cluster.restart();
  }
  await cluster.warm([small, large].map(({ database }) => database));
  await Bench.createLogin(cluster);
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
      ' ',
    ),
    sizes: [small.size, large.size],
    tenantSize: large.largeTenantSize,
    rounds: options.rounds,
    seconds: options.seconds,
    machine,
    pinning,
    postgres: { ...(await cluster.describe(large.database)), settings },
    runs: [],
  };
  const datasets = [await takeDataset(small), await takeDataset(large)] as const;
  const nodes = {
    '24': () => [recommendedNode()],
    own: () => [ownNode()],
    both: () => [recommendedNode(), ownNode()],
  };
  for (const node of nodes[options.nodes]()) {
    report(`Node ${node.version}`);
    const load = new LoadGenerator(node);
    try {
      const bench = new Bench(cluster, ...datasets, node, load, pinning, programs[options.engine]);
      const run = await measureAll(bench, options, report);
      results.runs.push(run);
      console.log(`\nNode ${run.node}\n\n${tablesOf(run).map(toText).join('\n')}`);
    } finally {
      load.stop();
    }
  }
  for (const path of await writeReport(results, options.write)) report(path);
  const failed = results.runs.flatMap(({ comparisons }) =>
    comparisons.filter((comparison) => comparison.failed),
  );
  for (const { operation, rounds } of failed) {
    const example = Object.values(rounds)
      .flat()
      .find((round) => round.example !== undefined)?.example;
    console.error(`${operation} had errors: ${example ?? 'broken connections'}`);
  }
  const missed = results.runs.flatMap(({ comparisons }) =>
    comparisons.filter((comparison) => !meets(comparison)),
  );
  report(`${missed.length} throughput targets missed`);
  const losses = options.guard ? results.runs.flatMap(severeLosses) : [];
  for (const loss of losses) console.error(`far below its target: ${loss}`);
  // A missed target is a result; a wrong response invalidates the measurement.
  if (failed.length + losses.length > 0) process.exitCode = 1;
} finally {
  await cluster.stop();
}

async function takeDataset(population: Population): Promise<Dataset> {
  return { population, samples: await takeSamples(cluster, population) };
}

function orExplain<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n  ${usage}`);
    process.exit(1);
  }
}
