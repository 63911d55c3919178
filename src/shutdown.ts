import type { MetricsSnapshot, MetricsSnapshots } from './observability/metrics-snapshot.js';

/** How long requests in flight may take to finish once the process was asked to end. */
export const SHUTDOWN_GRACE_MS = 30_000;

/** What listens at `url` until it is closed. */
export interface RunningProgram<Measured = MetricsSnapshots> {
  url: string;
  measure(): Promise<Measured>;
  close(): Promise<void>;
}

/** One process that answers requests. */
export type RunningProcess = RunningProgram<MetricsSnapshot>;

/** A way to end this process: once, however often it is asked to; with 0 when everything could be finished. */
export function onSignal(close: () => Promise<void>): () => void {
  let shuttingDown = false;
  return () => {
    if (shuttingDown) return;
    shuttingDown = true;
    setTimeout(() => process.exit(1), SHUTDOWN_GRACE_MS).unref();
    void close().then(() => process.exit(0));
  };
}
