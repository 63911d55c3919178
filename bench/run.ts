import type { Bench } from './bench.js';
import { measureCharges } from './charges/charges.js';
import { measureMoves } from './database/move.js';
import { measureStatements } from './database/statements.js';
import { measureTree } from './database/tree.js';
import { measurePages } from './latency/pages.js';
import type { Options } from './options.js';
import type { Run } from './report/results.js';
import { measureIndexLoad } from './routing/index-load.js';
import { measureRouting } from './routing/routing.js';
import { measureSoak } from './soak/soak.js';
import { measureStartup } from './startup.js';
import type { Operation } from './throughput/operation.js';
import { gets, lists } from './throughput/reads.js';
import { Comparison, type ComparisonResult } from './throughput/comparison.js';
import { Fixtures } from './throughput/fixtures.js';
import { compareWorkers } from './throughput/workers.js';
import { writes } from './throughput/writes.js';

/** Measures the requested sections with one version of Node.js. */
export async function measureAll(
  bench: Bench,
  { sections, rounds, seconds, soakMinutes }: Options,
  report: (line: string) => void,
): Promise<Run> {
  const wanted = (name: Options['sections'][number]): boolean => sections.includes(name);
  const run: Run = { node: bench.node.version, comparisons: [] };
  if (wanted('startup')) {
    report('start');
    run.startup = await measureStartup(bench);
  }
  const fixtures = new Fixtures(bench.cluster);
  // Calls of an earlier run change the usage fields, which only the program returns.
  for (const dataset of [bench.small, bench.large]) await fixtures.forgetTraffic(dataset);
  if (wanted('write')) await fixtures.clear(bench.large);
  try {
    run.comparisons = await compareAll(
      bench,
      [
        ...(wanted('get') ? gets : []),
        ...(wanted('list') ? lists : []),
        ...(wanted('write') ? writes(fixtures, seconds) : []),
      ],
      rounds,
      seconds,
      report,
    );
  } finally {
    if (wanted('write')) await fixtures.clear(bench.large);
  }
  if (wanted('latency')) run.pages = await measurePages(bench, report);
  if (wanted('database')) {
    report('the tree');
    run.statements = await measureStatements(bench);
    run.tree = await measureTree(bench);
  }
  if (wanted('move')) {
    report('moves');
    run.move = await measureMoves(bench);
  }
  if (wanted('charges')) {
    report('charges');
    run.charges = await measureCharges(bench, report);
  }
  if (wanted('workers')) {
    report('workers');
    run.workers = await compareWorkers(bench, rounds, seconds);
  }
  if (wanted('index')) {
    report('loading the routing index');
    run.indexLoad = await measureIndexLoad(bench, rounds, report);
  }
  if (wanted('routing')) {
    report('routing');
    run.routing = await measureRouting(bench, rounds, seconds);
  }
  if (soakMinutes !== undefined) {
    report(`${soakMinutes} minutes of mixed load`);
    run.soak = await measureSoak(bench, soakMinutes, report);
  }
  return run;
}

async function compareAll(
  bench: Bench,
  operations: Operation[],
  rounds: number,
  seconds: number,
  report: (line: string) => void,
): Promise<ComparisonResult[]> {
  if (operations.length === 0) return [];
  const comparison = await Comparison.start(bench);
  const comparisons: ComparisonResult[] = [];
  try {
    for (const operation of operations) {
      const measured = await comparison.compare(operation, rounds, seconds);
      // At once, because a later section may end the run.
      report(`${operation.name}: ${measured.ratio.toReference.median.toFixed(2)} of raw+auth`);
      comparisons.push(measured);
    }
  } finally {
    await comparison.stop();
  }
  return comparisons;
}
