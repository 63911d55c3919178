import { median } from '../statistics.js';
import type { ComparisonResult } from '../throughput/comparison.js';
import { tablesOfCharges } from './charges.js';
import { tableOfIndexLoad } from './index-load.js';
import { ROUTING_TARGET, tablesOfRouting } from './routing.js';
import type { Soak, SoakPeriod } from '../soak/soak.js';
import type { Run } from './results.js';
import { around, figure, middle, yesNo, type Table } from './table.js';

const titles = {
  reference: 'raw+auth',
  'express-peer': 'Express peer',
  program: 'program',
  'program at 1 k': 'program at 1 k',
};

function throughput(comparisons: ComparisonResult[]): Table {
  return {
    title: 'Throughput: 32 connections',
    head: ['operation', 'server', 'requests/s', 'p50 ms', 'p99 ms', 'CPU', 'MB', 'to raw+auth', 'errors'],
    texts: 2,
    rows: comparisons.flatMap(({ operation, rounds, ratio, peerToReference }) =>
      Object.entries(rounds).map(([name, measured], row) => [
        row === 0 ? operation : '',
        titles[name as keyof typeof titles],
        figure(
          middle(measured, ({ requestsPerSecond }) => requestsPerSecond),
          0,
        ),
        figure(middle(measured, ({ p50 }) => p50)),
        figure(middle(measured, ({ p99 }) => p99)),
        figure(middle(measured, ({ cpu }) => cpu)),
        figure(
          middle(measured, ({ residentBytes }) => residentBytes && residentBytes / 2 ** 20),
          0,
        ),
        name === 'program'
          ? around(ratio.toReference)
          : name === 'express-peer'
            ? around(peerToReference)
            : '',
        figure(
          measured.reduce((sum, { errors, mismatches }) => sum + errors + mismatches, 0),
          0,
        ),
      ]),
    ),
  };
}

function ratios(comparisons: ComparisonResult[]): Table {
  return {
    title: 'The program relative to the other servers in the same rounds',
    head: ['operation', 'of raw+auth', 'of the Express peer', 'growth 1 k → 1 M', 'target', 'met'],
    texts: 1,
    rows: comparisons.map((comparison) => [
      comparison.operation,
      around(comparison.ratio.toReference),
      around(comparison.ratio.toPeer),
      comparison.growth ? `${figure(comparison.growth.median)}×` : '–',
      `≥ ${comparison.target}${comparison.beatsPeer ? ', ≥ peer' : ''}`,
      comparison.failed ? 'failed' : yesNo(meets(comparison)),
    ]),
  };
}

export function meets({ ratio, target, beatsPeer, failed }: ComparisonResult): boolean {
  return !failed && ratio.toReference.median >= target && (!beatsPeer || ratio.toPeer.median >= 1);
}

/**
 * The part of a target that `--guard` demands. Ratios differ from run to run on a busy machine; what falls below this has
 * lost more than half of its speed.
 */
const GUARDED = 1 / 3;

/** What has fallen far below its target, in words. */
export function severeLosses({ comparisons, routing }: Run): string[] {
  const measured = [
    ...comparisons.map(({ operation, ratio, target }) => ({
      name: operation,
      ratio: ratio.toReference.median,
      target,
    })),
    ...(routing ? [{ name: 'routing', ratio: routing.ratio.toConstant.median, target: ROUTING_TARGET }] : []),
  ];
  return measured
    .filter(({ ratio, target }) => ratio < target * GUARDED)
    .map(({ name, ratio, target }) => `${name}: ${ratio.toFixed(2)}, and the target is ${target}`);
}

/** Targets for a page: milliseconds, and growth against a thousandth of the rows. */
const PAGE_MS = 5;
const PAGE_GROWTH = 1.3;

/** Minutes after which the memory must no longer grow. */
const SETTLING_MINUTES = 10;

function soakTable({ node, date, highest, periods }: Soak): Table {
  const requests = periods.reduce((sum, period) => sum + period.requests, 0);
  const failures = periods.reduce((sum, period) => sum + period.failures, 0);
  const settled = periods.slice(Math.min(SETTLING_MINUTES, periods.length - 1));
  // The medians of the first and the last part, because a single minute has outliers.
  const part = Math.ceil(settled.length / 3);
  const growth = (figureOf: (period: SoakPeriod) => number): number =>
    median(settled.slice(-part).map(figureOf)) / median(settled.slice(0, part).map(figureOf));
  const memory = growth(({ residentMegabytes }) => residentMegabytes ?? 0);
  const latency = growth(({ p99 }) => p99);
  const last = periods.at(-1)!;
  return {
    title: `${periods.length} minutes of mixed load (90 % routing, 9 % reads, 1 % writes, moves and suspensions), Node ${node}, ${date}`,
    head: ['', 'value', 'target', 'met'],
    texts: 1,
    rows: [
      [
        'requests/s, 70 % of the most',
        `${figure(last.requestsPerSecond, 0)} of ${figure(highest, 0)}`,
        '',
        '',
      ],
      [
        'requests, errors',
        `${figure(requests, 0)}, ${figure(failures, 0)}`,
        'no error',
        yesNo(failures === 0),
      ],
      [
        'resident memory at the end',
        `${figure(last.residentMegabytes, 0)} MB`,
        '≤ 380 MB',
        yesNo((last.residentMegabytes ?? 0) <= 380),
      ],
      [
        'memory, last third to first third after ten minutes',
        `${figure(memory)}×`,
        '≤ 1.05',
        yesNo(memory <= 1.05),
      ],
      ['p99, the same', `${figure(latency)}×`, '≤ 1.15', yesNo(latency <= 1.15)],
    ],
  };
}

/** All tables of a run, in reading order. */
export function tablesOf({
  startup,
  comparisons,
  pages,
  statements,
  tree,
  move,
  charges,
  workers,
  indexLoad,
  routing,
  soak,
}: Run): Table[] {
  const tables: Table[] = [];
  if (comparisons.length > 0) tables.push(ratios(comparisons), throughput(comparisons));
  if (pages)
    tables.push({
      title: 'Pages of ten items: one connection, unloaded',
      head: ['list', 'query', 'caller', 'page', 'total', 'p50 ms', 'p99 ms', 'p50 at 1 k', 'growth', 'met'],
      texts: 3,
      rows: pages.map((page) => [
        page.list,
        page.variant,
        page.caller,
        figure(page.page, 0),
        figure(page.total, 0),
        figure(page.p50),
        figure(page.p99),
        figure(page.p50Small),
        `${figure(page.growth)}×`,
        yesNo(page.p50 <= PAGE_MS && page.growth <= PAGE_GROWTH),
      ]),
    });
  if (statements)
    tables.push({
      title: 'The tree in PostgreSQL: planning and execution, with row-level security',
      head: ['query', 'p50 ms', 'p99 ms', 'target', 'met'],
      texts: 1,
      rows: statements.map(({ name, p50, p99, target }) => [
        name,
        figure(p50),
        figure(p99),
        `≤ ${target}`,
        yesNo(p50 <= target),
      ]),
    });
  if (tree)
    tables.push({
      title: 'The tree over HTTP: one connection, unloaded',
      head: ['request', 'p50 ms', 'p99 ms'],
      texts: 1,
      rows: tree.map(({ name, p50, p99 }) => [name, figure(p50), figure(p99)]),
    });
  if (move)
    tables.push({
      title: `Moving ${figure(move.organizations, 0)} organizations with all their resources, during reads`,
      head: ['', 'requests', 'p50 ms', 'p99 ms', 'longest ms', 'target', 'met'],
      texts: 1,
      rows: [
        [
          'moves',
          String(move.moves.length),
          figure(median(move.moves), 0),
          '',
          figure(Math.max(...move.moves), 0),
          '≤ 300',
          yesNo(median(move.moves) <= 300),
        ],
        ...Object.entries(move.readers).map(([when, { requests, p50, p99, max }]) => [
          `readers ${when === 'before' ? 'between moves' : 'during moves'}`,
          figure(requests, 0),
          figure(p50),
          figure(p99),
          figure(max),
          '',
          '',
        ]),
      ],
    });
  if (startup) {
    const { readyMs, readyMigratingMs, idleMegabytes } = startup;
    tables.push({
      title: 'Startup on existing data, and idle memory',
      head: ['', 'value', 'target', 'met'],
      texts: 1,
      rows: [
        [
          'ready, without checking migrations',
          `${figure(readyMs, 0)} ms`,
          '≤ 3,000 ms',
          yesNo(readyMs <= 3000),
        ],
        [
          'ready, with checking migrations',
          `${figure(readyMigratingMs, 0)} ms`,
          '≤ 3,000 ms',
          yesNo(readyMigratingMs <= 3000),
        ],
        [
          'resident memory while idle, 1 k',
          `${figure(idleMegabytes?.[0], 0)} MB`,
          '≤ 160 MB',
          idleMegabytes ? yesNo(idleMegabytes[0] <= 160) : '–',
        ],
        [
          'the same with a routing index of 1 M',
          `${figure(idleMegabytes?.[1], 0)} MB`,
          '≤ 380 MB',
          idleMegabytes ? yesNo(idleMegabytes[1] <= 380) : '–',
        ],
      ],
    });
  }
  if (charges) tables.push(...tablesOfCharges(charges));
  if (workers)
    tables.push({
      title: 'Two workers compared with one',
      head: [
        'operation',
        'requests/s of one',
        'of two',
        'ratio',
        'of requests per CPU second',
        'twice this: on free CPUs',
        'MB',
        'target',
        'met',
      ],
      texts: 1,
      rows: workers.map(({ operation, one, two, ratio, perCpu, residentMegabytes }) => [
        operation,
        figure(one, 0),
        figure(two, 0),
        around(ratio),
        perCpu ? around(perCpu) : '–',
        perCpu ? figure(2 * perCpu.median) : '–',
        residentMegabytes ? residentMegabytes.map((megabytes) => figure(megabytes, 0)).join(' → ') : '–',
        '≥ 1.7 on free CPUs',
        yesNo(Math.max(ratio.median, 2 * (perCpu?.median ?? 0)) >= 1.7),
      ]),
    });
  if (indexLoad) tables.push(tableOfIndexLoad(indexLoad));
  if (routing) tables.push(...tablesOfRouting(routing));
  if (soak) tables.push(soakTable(soak));
  return tables;
}
