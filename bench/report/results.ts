import type { Charges } from '../charges/charges.js';
import type { StatementTime } from '../database/statements.js';
import type { MoveTimes } from '../database/move.js';
import type { TreeLatency } from '../database/tree.js';
import type { PageLatency } from '../latency/pages.js';
import type { IndexLoad } from '../routing/index-load.js';
import type { Routing } from '../routing/routing.js';
import type { Soak } from '../soak/soak.js';
import type { Startup } from '../startup.js';
import type { ComparisonResult } from '../throughput/comparison.js';
import type { WorkersComparison } from '../throughput/workers.js';

/** All measurements with one version of Node.js; sections that were not measured are undefined. */
export interface Run {
  node: string;
  startup?: Startup;
  comparisons: ComparisonResult[];
  pages?: PageLatency[];
  statements?: StatementTime[];
  tree?: TreeLatency[];
  move?: MoveTimes;
  charges?: Charges;
  workers?: WorkersComparison[];
  indexLoad?: IndexLoad;
  routing?: Routing;
  soak?: Soak;
}

export interface Results {
  date: string;
  command: string;
  /** Number of organizations, of domains and of IPs in each of the two databases. */
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
