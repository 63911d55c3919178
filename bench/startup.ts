import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Dataset } from './bench.js';
import { median } from './statistics.js';

const TIMES = 5;
const IDLE_MS = 20_000;

export interface Startup {
  /** Milliseconds from the start of the process to the first response, without migrations at start. */
  readyMs: number;
  /** The same with the owner's login, which checks for pending migrations. */
  readyMigratingMs: number;
  /** Resident megabytes when idle: at 1 k, and with the routing index at 1 M. */
  idleMegabytes?: [small: number, large: number];
}

/** Start time on existing data, and memory when idle. */
export async function measureStartup(bench: Bench): Promise<Startup> {
  const [ready, migrating]: [number[], number[]] = [[], []];
  const idle = [await idleMegabytes(bench, bench.small), await idleMegabytes(bench, bench.large)];
  for (let time = 0; time < TIMES; time++) {
    const program = await bench.program(bench.large);
    ready.push(program.readyMs);
    await program.stop();
    const ownersProgram = await bench.programAsOwner(bench.large, { MIGRATE_ON_START: 'true' });
    migrating.push(ownersProgram.readyMs);
    await ownersProgram.stop();
  }
  return {
    readyMs: median(ready),
    readyMigratingMs: median(migrating),
    idleMegabytes: idle.includes(undefined) ? undefined : (idle as [number, number]),
  };
}

async function idleMegabytes(bench: Bench, dataset: Dataset): Promise<number | undefined> {
  const program = await bench.program(dataset);
  // By then the index is loaded and the memory used for loading is released.
  await sleep(IDLE_MS);
  const bytes = program.residentBytes();
  await program.stop();
  return bytes && bytes / 2 ** 20;
}
