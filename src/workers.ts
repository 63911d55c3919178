import cluster, { type Worker } from 'node:cluster';
import type { Environment } from './config/environment.js';
import { inOrder, type Running } from './ending.js';

/** How long to wait before a worker is replaced: twice as long each time, unless the last one has lived for long. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
const LONG_LIFE_MS = 60_000;

/** Beside what the primary's own environment says. Nothing is left unset, or a .env file would set it again. */
interface Variables {
  DATABASE_URL: string;
  MIGRATE_ON_START: boolean;
  SEED_DEMO: boolean;
}

/**
 * Starts the workers and is their primary process, which holds the port, hands them its connections in turn, and
 * replaces those that die. The first one prepares the database before there are others: what is done once is done once, and whatever keeps the
 * program from starting is said once and ends it.
 */
export async function supervise(environment: Environment): Promise<Running> {
  const crew = new Crew();
  const ready = { DATABASE_URL: environment.databaseUrl!, MIGRATE_ON_START: false, SEED_DEMO: false };
  const { migrateOnStart, seedDemo = false } = environment;
  const url = await crew.add({ ...ready, MIGRATE_ON_START: migrateOnStart, SEED_DEMO: seedDemo }, ready);
  await Promise.all(Array.from({ length: environment.workers - 1 }, () => crew.add(ready)));
  crew.complete = true;
  return { url, close: () => crew.dismiss() };
}

/** Is a worker: serves until the primary says that it is over, or is gone. */
export async function work(serve: () => Promise<Running>): Promise<void> {
  const worker = cluster.worker!;
  let finish = (): Promise<void> => Promise.resolve();
  const end = inOrder(() => finish());
  // A terminal and many a supervisor signal every process of the program; the primary passes it on, in its order.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  process.on('message', end);
  worker.on('disconnect', () => {
    // Otherwise Node.js takes the primary's death for a reason to exit at once.
    worker.exitedAfterDisconnect = true;
    end();
  });
  const running = await serve();
  finish = () => running.close();
  process.send!(running.url);
}

class Crew {
  /** Whether all have listened: from then on nothing but a signal ends the program. */
  complete = false;
  private ending = false;
  private readonly members = new Set<Worker>();

  constructor() {
    // However the primary comes to its end, nobody is left behind.
    process.once('exit', () => this.members.forEach((worker) => worker.process.kill('SIGKILL')));
  }

  /** Starts one that is replaced whenever it dies; answers where it listens. */
  add(variables: Variables, successor = variables, pause = SHORTEST_PAUSE_MS): Promise<string> {
    const born = Date.now();
    const worker = cluster.fork(variables);
    this.members.add(worker);
    closeWhatIsLost(worker);
    return new Promise((listen, fail) => {
      let listening = false;
      worker.once('message', (url: string) => {
        listening = true;
        listen(url);
      });
      // Of being told something after its death; its exit is what counts.
      worker.on('error', () => undefined);
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.members.delete(worker);
        if (this.ending) return;
        const what = `Worker ${worker.process.pid} ended with ${signal ?? code}`;
        if (!listening && !this.complete) {
          // It has said itself why it failed.
          if (code === 1) process.exit(1);
          fail(new Error(`${what} before it listened`));
          return;
        }
        console.error(`${what}; another one takes its place`);
        const wait = Date.now() - born < LONG_LIFE_MS ? pause : SHORTEST_PAUSE_MS;
        const next = Math.min(2 * wait, LONGEST_PAUSE_MS);
        setTimeout(() => this.ending || void this.add(successor, successor, next), wait);
      });
    });
  }

  /** Answers once the last one has finished its work. */
  async dismiss(): Promise<void> {
    this.ending = true;
    const exits = [...this.members].map((worker) => new Promise((done) => worker.once('exit', done)));
    for (const worker of this.members) {
      worker.send('end', undefined, () => undefined);
      // Takes it off the port here and now. With the last one the port is closed, before any of them hears of it: none
      // is handed a connection that it would not take any more.
      worker.disconnect();
    }
    await Promise.all(exits);
  }
}

/** Node.js forgets the connection that is on its way to a worker when that dies: its client would wait for ever. */
function closeWhatIsLost({ process }: Worker): void {
  type Send = (message: unknown, ...rest: unknown[]) => boolean;
  const send = process.send.bind(process) as Send;
  let handed: { close(): void } | undefined;
  process.send = ((message, ...rest) => {
    // One at a time: the next waits until the worker has confirmed this one, and closing it does nothing any more.
    if (rest[0]) handed = rest[0] as typeof handed;
    return send(message, ...rest);
  }) satisfies Send;
  process.once('exit', () => handed?.close());
}
