import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { FOLDER } from '../data/cluster.js';
import { drawChart, drawSoakChart } from './chart.js';
import { writeDocument } from './document.js';
import type { Results } from './results.js';

const DOCS = 'docs';

/** Always writes the figures of this run; writes the documents only if everything was measured. */
export async function writeReport(results: Results, documents: boolean): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const files: [path: string, content: string][] = [
    [join(FOLDER, 'bench-results.json'), JSON.stringify(results, rounded, 2)],
  ];
  if (documents) {
    const comparisons = results.runs[0]!.comparisons;
    if (comparisons.length > 0) files.push([join(DOCS, 'benchmarks.svg'), drawChart(comparisons)]);
    const { soak } = results.runs[0]!;
    if (soak) files.push([join(DOCS, 'benchmarks-soak.svg'), drawSoakChart(soak)]);
    files.push([join(DOCS, 'benchmarks.json'), await pretty(JSON.stringify(results, rounded), 'json')]);
    files.push([join(DOCS, 'benchmarks.md'), await pretty(writeDocument(results), 'markdown')]);
  }
  for (const [path, content] of files) writeFileSync(path, content);
  return files.map(([path]) => path);
}

/** Three decimals are enough for a measurement. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

async function pretty(content: string, parser: string): Promise<string> {
  return format(content, { ...(await resolveConfig(process.cwd() + '/package.json')), parser });
}
