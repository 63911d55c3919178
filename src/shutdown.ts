import type { MetricsSnapshot, MetricsSnapshots } from './observability/metrics-snapshot.js';

/** Time for requests in flight to finish during a shutdown. */
export const SHUTDOWN_GRACE_MS = 30_000;

/** A program that listens at `url` until it is closed. */
export interface RunningProgram<Measured = MetricsSnapshots> {
  url: string;
  measure(): Promise<Measured>;
  close(): Promise<void>;
}

/** A process that serves requests. */
export type RunningProcess = RunningProgram<MetricsSnapshot>;

/** A signal handler that shuts this process down once. The exit code is 0 if everything finished in time. */
export function onSignal(close: () => Promise<void>): () => void {
  let shuttingDown = false;
  return () => {
    if (shuttingDown) return;
    shuttingDown = true;
    setTimeout(() => process.exit(1), SHUTDOWN_GRACE_MS).unref();
    void close().then(() => process.exit(0));
  };
}
