import type { StatementTime } from '../database/statements.js';
import type { MoveTimes } from '../database/move.js';
import type { TreeLatency } from '../database/tree.js';
import type { PageLatency } from '../latency/pages.js';
import type { Routing } from '../routing/routing.js';
import type { Startup } from '../startup.js';
import type { ComparisonResult } from '../throughput/comparison.js';
import type { WorkersComparison } from '../throughput/workers.js';

/** Everything that was measured with one version of Node; what was left out is undefined. */
export interface Run {
  node: string;
  startup?: Startup;
  comparisons: ComparisonResult[];
  pages?: PageLatency[];
  statements?: StatementTime[];
  tree?: TreeLatency[];
  move?: MoveTimes;
  workers?: WorkersComparison[];
  routing?: Routing;
}

export interface Results {
  date: string;
  command: string;
  /** Organizations, and as many domains and IPs, of the two databases. */
  sizes: [small: number, large: number];
  /** Organizations in the subtree of the large tenant. */
  tenantSize: number;
  rounds: number;
  seconds: number;
  machine: { cpu: string; cpus: number; memoryGiB: number; system: string };
  pinning?: { server: string; workers: string; others: string };
  postgres: { version: string; settings: Record<string, string>; databaseMegabytes: number };
  runs: Run[];
}
