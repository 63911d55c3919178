import type { Duplex } from 'node:stream';
import type { ClientBase } from 'pg';

/** The socket of a connection, of which the published types of `pg` do not know. */
export function streamOf(client: ClientBase): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}

/** Streams that are written to when all who have something to say at this moment have said it. */
const corked = new WeakSet<Duplex>();

/**
 * Lets everything go out at once that is written to a stream from here to the end of what the event loop has found to do.
 * Each write to a socket is a system call, which takes longer than most of what is written takes to compute.
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
