import CliTable from 'cli-table3';
import { median } from '../statistics.js';
import type { Round, Spread } from '../throughput/interleave.js';

/** A table for the terminal and for Markdown; numbers are shown as given. */
export interface Table {
  title: string;
  head: string[];
  /** Number of text columns, from the left; the others are numbers. */
  texts: number;
  rows: string[][];
}

const none = { top: '', bottom: '', left: '', right: '', mid: '' };
const lines = {
  ...Object.fromEntries(
    Object.keys(none).flatMap((side) =>
      [`${side}-mid`, `${side}-left`, `${side}-right`].map((name) => [name, '']),
    ),
  ),
  ...none,
  middle: '  ',
};

export function toText({ title, head, texts, rows }: Table): string {
  const table = new CliTable({
    head,
    chars: lines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, column) => (column < texts ? 'left' : 'right')),
  });
  table.push(...rows);
  return `${title}\n\n${table.toString()}\n`;
}

export function toMarkdown({ head, texts, rows }: Table): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((_, column) => (column < texts ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export function figure(value: number | undefined, digits = 2): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Median, minimum and maximum of several rounds. */
export function around({ median: middleOne, min, max }: Spread): string {
  return `${figure(middleOne)} (${figure(min)}–${figure(max)})`;
}

export function middle(rounds: Round[], of: (round: Round) => number | undefined): number {
  return median(rounds.map((round) => of(round) ?? Number.NaN));
}

export function yesNo(met: boolean): string {
  return met ? 'yes' : 'no';
}
