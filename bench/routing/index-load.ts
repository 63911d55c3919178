import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.js';
import type { ServerProcess } from '../servers/process.js';
import { waitForIndex } from './index-state.js';

/** After this time the program no longer trusts that the log of changes is complete, and loads the index again. */
const GAP_MS = 10 * 60_000;
/** Wait before the memory is measured. */
const REST_MS = 5_000;

/** What loading an index costs the program. Memory is in megabytes. */
export interface Load {
  /** From the first response of the program, or from the gap, until the index is up to date. */
  milliseconds: number;
  /** The longest time in which the event loop ran nothing else. */
  longestPauseMs: number;
  /** The same, without the time in which other processes had the processor. */
  longestBusyMs: number;
  /** Resident memory at its highest, and some seconds after the load. */
  peakMegabytes?: number;
  residentMegabytes?: number;
  /** Outside of V8's heap: the index, and the buffers of the program. */
  arrayBufferMegabytes: number;
  externalMegabytes: number;
  /** V8's heap. */
  heapMegabytes: number;
}

export interface IndexLoad {
  /** Array buffers with this index, less those with a small one. Of all readings the least: others count unused buffers. */
  indexMegabytes: number;
  first: Load[];
  /** While the index before it still answers. */
  replacement: Load[];
}

/** Loads the index of the large dataset, and replaces it as after a gap in the log of changes. */
export async function measureIndexLoad(
  bench: Bench,
  rounds: number,
  report: (line: string) => void,
): Promise<IndexLoad> {
  const loads: Pick<IndexLoad, 'first' | 'replacement'> = { first: [], replacement: [] };
  for (let round = 0; round < rounds; round++) {
    const program = await bench.probedProgram(bench.large);
    try {
      loads.first.push(await measureLoad(program, () => program.read()));
      program.forgetPeak();
      loads.replacement.push(await measureLoad(program, () => program.read({ skipMs: GAP_MS })));
    } finally {
      await program.stop();
    }
    report(`round ${round + 1}: ${JSON.stringify([loads.first.at(-1), loads.replacement.at(-1)])}`);
  }
  const readings = Object.values(loads).flat();
  const least = Math.min(...readings.map(({ arrayBufferMegabytes }) => arrayBufferMegabytes));
  return { ...loads, indexMegabytes: least - (await smallMegabytes(bench)) };
}

async function smallMegabytes(bench: Bench): Promise<number> {
  const program = await bench.probedProgram(bench.small);
  try {
    await waitForIndex(program);
    return megabytes((await program.read()).arrayBuffers);
  } finally {
    await program.stop();
  }
}

/** `begin` forgets the pauses before the load. */
async function measureLoad(program: ServerProcess, begin: () => Promise<unknown>): Promise<Load> {
  await begin();
  const milliseconds = await waitForIndex(program);
  const { longestPauseMs, longestBusyMs } = await program.read();
  await sleep(REST_MS);
  const { arrayBuffers, external, heapTotal } = await program.read();
  const [peak, resident] = [program.peakBytes(), program.residentBytes()];
  return {
    milliseconds,
    longestPauseMs,
    longestBusyMs,
    peakMegabytes: peak && megabytes(peak),
    residentMegabytes: resident && megabytes(resident),
    arrayBufferMegabytes: megabytes(arrayBuffers),
    externalMegabytes: megabytes(external),
    heapMegabytes: megabytes(heapTotal),
  };
}

function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
