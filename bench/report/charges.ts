import type { Charges } from '../charges/charges.js';
import { figure, yesNo, type Table } from './table.js';

const CHARGES_PER_SECOND = 10_000;
/** The totals of a subtree are rows of its top, so its size does not matter. */
const SPEND_GROWTH = 1.15;
/** A charge that reaches a limit stops calls on other instances within this time. */
const REFUSED_MS = 100;

export function tablesOfCharges({ loads, spendMs, refusedAfterMs: { p50, p99, max } }: Charges): Table[] {
  return [
    {
      title: 'Recording charges, 1,000 in a request',
      head: ['charges of', 'charges/s', 'p50 ms', 'p99 ms', 'totals complete after ms', 'target', 'met'],
      texts: 1,
      rows: loads.map((load) => [
        load.distribution,
        figure(load.chargesPerSecond, 0),
        figure(load.p50, 0),
        figure(load.p99, 0),
        figure(load.summedAfterMs, 0),
        `≥ ${figure(CHARGES_PER_SECOND, 0)}`,
        yesNo(load.chargesPerSecond >= CHARGES_PER_SECOND),
      ]),
    },
    {
      title: 'Spend and limits',
      head: ['', 'value', 'target', 'met'],
      texts: 1,
      rows: [
        [
          'reading the spend of 10,000 organizations relative to that of ten: medians',
          `${figure(spendMs.ofLargeTenant)} / ${figure(spendMs.ofTen)} ms`,
          `≤ ${SPEND_GROWTH} ×`,
          yesNo(spendMs.ofLargeTenant <= SPEND_GROWTH * spendMs.ofTen),
        ],
        [
          'calls refused by another instance after the charge: p50, p99, longest',
          `${figure(p50)}, ${figure(p99)}, ${figure(max)} ms`,
          `p99 ≤ ${REFUSED_MS} ms`,
          yesNo(p99 <= REFUSED_MS),
        ],
      ],
    },
  ];
}
