import type { Caller, Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';

export const servers = ['reference', 'express-peer', 'program', 'program at 1 k'] as const;
export type ServerName = (typeof servers)[number];

/** Something that is asked of all servers alike. */
export interface Operation {
  name: string;
  caller: Caller;
  /** What the program's requests/s must be of the reference's. */
  target: number;
  /** Whether the program must answer no less than the Express peer. */
  beatsPeer: boolean;
  /** Whether it is measured at 1 k as well: writes would make another size of it. */
  grows: boolean;
  /** The requests of one round to one server: the same ones each time, where they change nothing. */
  requests(world: Dataset, server: ServerName, round: number): LoadRequest[];
  /** Brings about what the requests of a round need to find. */
  prepare?(world: Dataset, server: ServerName, round: number): Promise<void>;
}
