import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { median } from './statistics.js';

const TIMES = 5;
const IDLE_MS = 5_000;

export interface Startup {
  /** Milliseconds from the start of the process to its first answer, with the migrations left to somebody else. */
  readyMs: number;
  /** The same with the login of the owner, looking for migrations to run. */
  readyMigratingMs: number;
  /** Resident megabytes five seconds after that, with no request. */
  idleMegabytes?: number;
}

/** How soon the program is there on existing data, and what it takes while nobody asks. */
export async function measureStartup(bench: Bench): Promise<Startup> {
  const [ready, migrating]: [number[], number[]] = [[], []];
  let idle: number | undefined;
  for (let time = 0; time < TIMES; time++) {
    const program = await bench.program(bench.large);
    ready.push(program.readyMs);
    if (time === 0) {
      await sleep(IDLE_MS);
      idle = program.residentBytes();
    }
    await program.stop();
    const ownersProgram = await bench.programOfOwner(bench.large, { MIGRATE_ON_START: 'true' });
    migrating.push(ownersProgram.readyMs);
    await ownersProgram.stop();
  }
  return {
    readyMs: median(ready),
    readyMigratingMs: median(migrating),
    idleMegabytes: idle && idle / 2 ** 20,
  };
}
