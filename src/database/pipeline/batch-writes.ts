import type { Duplex } from 'node:stream';

const corked = new WeakSet<Duplex>();

/**
 * Sends everything at once that is written to a stream until the event loop has run the callbacks it has. Each write to a
 * socket is a system call, which takes longer than most messages take to compute.
 */
export function batchWrites(stream: Duplex): void {
  if (corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  setImmediate(() => {
    corked.delete(stream);
    stream.uncork();
  });
}
