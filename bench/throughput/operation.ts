import type { Caller, Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';

export const servers = ['reference', 'express-peer', 'program', 'program at 1 k'] as const;
export type ServerName = (typeof servers)[number];

/** An operation that all servers support. */
export interface Operation {
  name: string;
  caller: Caller;
  /** Target for the program's throughput relative to the reference's. */
  target: number;
  /** Whether the program must be at least as fast as the Express peer. */
  beatsPeer: boolean;
  /** Whether it is also measured at 1 k; writes would change the size. */
  grows: boolean;
  /** The requests of one round to one server; the same each time if they change nothing. */
  requests(dataset: Dataset, server: string, round: number): LoadRequest[];
  /** Creates the rows that the requests of a round need. */
  prepare?(dataset: Dataset, server: string, round: number): Promise<void>;
}
