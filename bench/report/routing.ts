import type { Routing } from '../routing/routing.js';
import { around, figure, middle, yesNo, type Table } from './table.js';

const titles = {
  constant: 'bare constant',
  'longest-prefix': 'bare, querying PostgreSQL',
  program: 'program',
  'program at 1 k': 'program at 1 k',
};

/** Target for decisions per second relative to a server that always gives the same answer. */
export const ROUTING_TARGET = 0.9;

export function tablesOfRouting({
  loadedMs,
  residentMegabytes,
  rounds,
  ratio,
  freshness,
  getP99,
}: Routing): Table[] {
  const p99 = middle(rounds.program, (round) => round.p99);
  return [
    {
      title: 'GET /routing/decision: 32 connections',
      head: ['server', 'requests/s', 'p50 ms', 'p99 ms', 'CPU', 'MB'],
      texts: 1,
      rows: Object.entries(rounds).map(([name, measured]) => [
        titles[name as keyof typeof titles],
        figure(
          middle(measured, ({ requestsPerSecond }) => requestsPerSecond),
          0,
        ),
        figure(middle(measured, (round) => round.p50)),
        figure(middle(measured, (round) => round.p99)),
        figure(middle(measured, ({ cpu }) => cpu)),
        figure(
          middle(measured, ({ residentBytes }) => residentBytes && residentBytes / 2 ** 20),
          0,
        ),
      ]),
    },
    {
      title: 'Routing from memory',
      head: ['', 'value', 'target', 'met'],
      texts: 1,
      rows: [
        [
          'requests/s relative to the bare constant',
          around(ratio.toConstant),
          `≥ ${ROUTING_TARGET}`,
          yesNo(ratio.toConstant.median >= ROUTING_TARGET),
        ],
        ['the same per CPU second', around(ratio.toConstantByCpu), '', ''],
        [
          'requests/s relative to the server querying PostgreSQL',
          around(ratio.toPostgres),
          '> 10',
          yesNo(ratio.toPostgres.median > 10),
        ],
        ['growth 1 k → 1 M', around(ratio.growth), '≤ 1.15', yesNo(ratio.growth.median <= 1.15)],
        ['p99', `${figure(p99)} ms`, '< 5 ms', yesNo(p99 < 5)],
        [
          'resident memory',
          `${figure(residentMegabytes, 0)} MB`,
          '≤ 380 MB',
          yesNo((residentMegabytes ?? 0) <= 380),
        ],
        [
          'index loaded, since the start of the process',
          `${figure(loadedMs, 0)} ms`,
          '< 10,000 ms',
          yesNo(loadedMs < 10_000),
        ],
        [
          'a change reaching another instance: p50, p99, longest',
          `${figure(freshness.p50)}, ${figure(freshness.p99)}, ${figure(freshness.max)} ms`,
          'p99 < 100 ms',
          yesNo(freshness.p99 < 100),
        ],
        [
          'p99 of GET /domains/:id relative to that without an index',
          getP99 ? around(getP99) : '–',
          '≤ 1.3',
          getP99 ? yesNo(getP99.median <= 1.3) : '–',
        ],
      ],
    },
  ];
}
