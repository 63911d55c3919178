import type { Reading, Readings } from './metrics/reading.js';

/** How long requests in flight may take to finish once the process was asked to end. */
export const GRACE_MS = 30_000;

/** What listens at `url` until it is closed. */
export interface Running<Measured = Readings> {
  url: string;
  measure(): Promise<Measured>;
  close(): Promise<void>;
}

/** One process that answers requests. */
export type Serving = Running<Reading>;

/** A way to end this process: once, however often it is asked to; with 0 when everything could be finished. */
export function inOrder(close: () => Promise<void>): () => void {
  let ending = false;
  return () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    void close().then(() => process.exit(0));
  };
}
