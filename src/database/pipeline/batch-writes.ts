import type { Duplex } from 'node:stream';
import type { ClientBase } from 'pg';

/** The socket of a connection. The published types of `pg` leave it out. */
export function streamOf(client: ClientBase): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}

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
