import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { FOLDER } from '../data/cluster.js';
import { drawChart, drawSoakChart } from './chart.js';
import { writeDocument } from './document.js';
import type { Results } from './results.js';

const DOCS = 'docs';

/**
 * Always writes the figures of this run; writes the documents only if everything was measured. The mixed load takes too
 * long to be part of each run: the documents keep its last figures, and it keeps theirs if it is measured alone.
 */
export async function writeReport(results: Results, documents: boolean): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const raw = join(FOLDER, 'bench-results.json');
  // First, and at once: the measurement may have taken an hour.
  writeFileSync(raw, JSON.stringify(results, rounded, 2));
  if (!documents) return [raw];
  const all = complete(results, JSON.parse(readFileSync(join(DOCS, 'benchmarks.json'), 'utf8')) as Results);
  const { comparisons, soak } = all.runs[0]!;
  const files: [path: string, content: string][] = [
    [join(DOCS, 'benchmarks.svg'), drawChart(comparisons)],
    [join(DOCS, 'benchmarks.json'), await pretty(JSON.stringify(all, rounded), 'json')],
    [join(DOCS, 'benchmarks.md'), await pretty(writeDocument(all), 'markdown')],
  ];
  if (soak) files.push([join(DOCS, 'benchmarks-soak.svg'), drawSoakChart(soak)]);
  for (const [path, content] of files) writeFileSync(path, content);
  return [raw, ...files.map(([path]) => path)];
}

/** Adds what these results lack: the mixed load, or everything else. */
function complete(results: Results, earlier: Results): Results {
  const [run] = results.runs;
  const [earlierRun] = earlier.runs;
  if (run!.comparisons.length === 0)
    return { ...earlier, runs: [{ ...earlierRun!, soak: run!.soak }, ...earlier.runs.slice(1)] };
  return { ...results, runs: [{ ...run!, soak: run!.soak ?? earlierRun?.soak }, ...results.runs.slice(1)] };
}

/** Three decimals are enough for a measurement. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

async function pretty(content: string, parser: string): Promise<string> {
  return format(content, { ...(await resolveConfig(process.cwd() + '/package.json')), parser });
}
