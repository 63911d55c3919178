import type { IndexLoad, Load } from '../routing/index-load.js';
import { median } from '../statistics.js';
import { around, figure, yesNo, type Table } from './table.js';

const INDEX_MEGABYTES = 200;
const RESIDENT_MEGABYTES = 380;
const LOAD_MS = 5_000;
const PAUSE_MS = 20;

export function tableOfIndexLoad({ indexMegabytes, first, replacement }: IndexLoad): Table {
  const row = (name: string, loads: Load[], of: (load: Load) => number | undefined, target?: number) => {
    const values = loads.map((load) => of(load) ?? Number.NaN);
    const middle = median(values);
    return [
      name,
      around({ median: middle, min: Math.min(...values), max: Math.max(...values) }),
      target === undefined ? '' : `≤ ${figure(target, 0)}`,
      target === undefined ? '' : yesNo(middle <= target),
    ];
  };
  const rows = (when: string, loads: Load[]): string[][] => [
    row(`${when}: time, ms`, loads, ({ milliseconds }) => milliseconds, LOAD_MS),
    row(`${when}: longest pause of the event loop, ms`, loads, (load) => load.longestPauseMs, PAUSE_MS),
    row(`${when}: the same in processor time, ms`, loads, (load) => load.longestBusyMs),
    row(`${when}: resident memory at its highest, MB`, loads, (load) => load.peakMegabytes),
    row(
      `${when}: resident memory afterwards, MB`,
      loads,
      (load) => load.residentMegabytes,
      RESIDENT_MEGABYTES,
    ),
    row(`${when}: array buffers afterwards, MB`, loads, (load) => load.arrayBufferMegabytes),
    row(`${when}: all memory outside of V8's heap, MB`, loads, (load) => load.externalMegabytes),
    row(`${when}: V8's heap, MB`, loads, (load) => load.heapMegabytes),
  ];
  return {
    title: 'Loading the routing index: median, minimum and maximum of the rounds',
    head: ['', 'value', 'target', 'met'],
    texts: 1,
    rows: [
      [
        'the index itself, MB',
        figure(indexMegabytes, 0),
        `≤ ${INDEX_MEGABYTES}`,
        yesNo(indexMegabytes <= INDEX_MEGABYTES),
      ],
      ...rows('at start', first),
      ...rows('in place of another', replacement),
    ],
  };
}
