import cluster, { type Worker } from 'node:cluster';
import type { Environment } from './config/environment.js';
import { onSignal, type RunningProgram, type RunningProcess } from './shutdown.js';
import type { MetricsSnapshot, MetricsSnapshots } from './observability/metrics-snapshot.js';

/** Delay before a worker is replaced. It doubles each time, unless the last worker was stable. */
const MIN_RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 30_000;
const STABLE_AFTER_MS = 60_000;
/** Time for a worker to report its metrics; Prometheus waits for ten seconds. */
const MEASURE_TIMEOUT_MS = 5_000;

/** A request to a worker for its metrics; the response has the same number. */
interface MeasureRequest {
  number: number;
}
interface MeasureResponse extends MeasureRequest {
  snapshot: MetricsSnapshot;
}

/** Overrides of the primary's environment. None is left unset, because a .env file would set it again. */
interface Variables {
  DATABASE_URL: string;
  MIGRATE_ON_START: boolean;
  SEED_DEMO: boolean;
}

/**
 * Starts the workers and becomes their primary process. The primary owns the port, distributes connections in turn, and
 * replaces workers that die. The first worker prepares the database before the others start, so that this happens once,
 * and an error at start is reported once and ends the program.
 */
export async function superviseWorkers(environment: Environment): Promise<RunningProgram> {
  const pool = new WorkerPool(environment.workers);
  const own =
    environment.metricsPort === undefined ? undefined : await import('./observability/primary-metrics.js');
  const primary = own?.registerPrimaryMetrics(pool);
  const ready = { DATABASE_URL: environment.databaseUrl!, MIGRATE_ON_START: false, SEED_DEMO: false };
  const { migrateOnStart, seedDemo = false } = environment;
  const url = await pool.spawn({ ...ready, MIGRATE_ON_START: migrateOnStart, SEED_DEMO: seedDemo }, ready);
  await Promise.all(Array.from({ length: pool.targetSize - 1 }, () => pool.spawn(ready)));
  pool.started = true;
  return {
    url,
    measure: async () => ({ ...(await pool.measure()), ...(primary && { primary: await primary() }) }),
    close: () => pool.shutdown(),
  };
}

/** Runs this process as a worker: it serves until the primary sends `end` or disconnects. */
export async function runAsWorker(serve: () => Promise<RunningProcess>): Promise<void> {
  const worker = cluster.worker!;
  let finish = (): Promise<void> => Promise.resolve();
  const end = onSignal(() => finish());
  // Terminals and many supervisors signal all processes of a program. Workers ignore that and wait for the primary.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  const serving = serve();
  process.on('message', (message: 'end' | MeasureRequest) => {
    if (message === 'end') end();
    else void serving.then((running) => respond(message, running));
  });
  worker.on('disconnect', () => {
    // Otherwise Node.js exits at once when the primary dies.
    worker.exitedAfterDisconnect = true;
    end();
  });
  const running = await serving;
  finish = () => running.close();
  process.send!(running.url);
}

/** A worker whose metrics reject reports none, as if it were missing. */
async function respond({ number }: MeasureRequest, running: RunningProcess): Promise<void> {
  const snapshot = await running.measure().catch((): MetricsSnapshot => []);
  // The primary may have exited.
  process.send!({ number, snapshot } satisfies MeasureResponse, undefined, undefined, () => undefined);
}

class WorkerPool {
  /** Whether all workers have listened once. From then on only a signal ends the program. */
  started = false;
  /** Number of unexpected exits. */
  crashes = 0;
  private shuttingDown = false;
  private readonly workers = new Set<Worker>();
  /** Workers that serve requests, by number. A replacement has the number of its predecessor. */
  private readonly ready = new Map<number, Worker>();
  private lastNumber = 0;
  private lastRequestId = 0;

  constructor(readonly targetSize: number) {
    // No worker survives the primary, however it ends.
    process.once('exit', () => this.workers.forEach((worker) => worker.process.kill('SIGKILL')));
  }

  /** Number of workers that serve requests. */
  get size(): number {
    return this.ready.size;
  }

  /** Starts a worker that is replaced whenever it dies. Resolves to its URL. */
  spawn(
    variables: Variables,
    successor = variables,
    delay = MIN_RESTART_DELAY_MS,
    number = ++this.lastNumber,
  ): Promise<string> {
    const startedAt = Date.now();
    const worker = cluster.fork(variables);
    this.workers.add(worker);
    closeOrphanedConnections(worker);
    return new Promise((resolve, reject) => {
      let listening = false;
      worker.once('message', (url: string) => {
        listening = true;
        this.ready.set(number, worker);
        resolve(url);
      });
      // Sending to a dead worker emits an error; its exit event is enough.
      worker.on('error', () => undefined);
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.workers.delete(worker);
        this.ready.delete(number);
        if (this.shuttingDown) return;
        this.crashes++;
        const what = `Worker ${worker.process.pid} ended with ${signal ?? code}`;
        if (!listening && !this.started) {
          // The worker has already reported the reason.
          if (code === 1) process.exit(1);
          reject(new Error(`${what} before it listened`));
          return;
        }
        console.error(`${what}; another one takes its place`);
        const wait = Date.now() - startedAt < STABLE_AFTER_MS ? delay : MIN_RESTART_DELAY_MS;
        const next = Math.min(2 * wait, MAX_RESTART_DELAY_MS);
        setTimeout(() => this.shuttingDown || void this.spawn(successor, successor, next, number), wait);
      });
    });
  }

  /** The metrics of all workers; one that dies or does not respond is missing. */
  async measure(): Promise<MetricsSnapshots> {
    const request = { number: ++this.lastRequestId };
    const snapshots = await Promise.all(
      [...this.ready].map(
        async ([number, worker]) => [number, await requestMeasurement(worker, request)] as const,
      ),
    );
    return Object.fromEntries(snapshots.filter(([, snapshot]) => snapshot !== undefined)) as MetricsSnapshots;
  }

  /** Resolves when the last worker has exited. */
  async shutdown(): Promise<void> {
    this.shuttingDown = true;
    const exits = [...this.workers].map((worker) => new Promise((done) => worker.once('exit', done)));
    for (const worker of this.workers) {
      worker.send('end', undefined, () => undefined);
      // Removes the worker from the port immediately. The last one closes the port before any worker receives the message,
      // so that none gets a connection that it would no longer accept.
      worker.disconnect();
    }
    await Promise.all(exits);
  }
}

function requestMeasurement(worker: Worker, request: MeasureRequest): Promise<MetricsSnapshot | undefined> {
  return new Promise((answer) => {
    const end = (snapshot?: MetricsSnapshot): void => {
      clearTimeout(late);
      worker.off('message', onMessage).off('exit', onExit);
      answer(snapshot);
    };
    const onMessage = ({ number, snapshot }: MeasureResponse): void => {
      if (number === request.number) end(snapshot);
    };
    const onExit = (): void => end();
    const late = setTimeout(end, MEASURE_TIMEOUT_MS);
    worker.on('message', onMessage).once('exit', onExit);
    worker.send(request, undefined, () => undefined);
  });
}

/** Closes the connection that was on its way to a worker when it died. Node.js forgets it, and its client would wait forever. */
function closeOrphanedConnections({ process }: Worker): void {
  type Send = (message: unknown, ...rest: unknown[]) => boolean;
  const send = process.send.bind(process) as Send;
  let handed: { close(): void } | undefined;
  process.send = ((message, ...rest) => {
    // Only the latest matters: Node.js sends the next one after the worker has confirmed this one, and closing a confirmed
    // handle has no effect.
    if (rest[0]) handed = rest[0] as typeof handed;
    return send(message, ...rest);
  }) satisfies Send;
  process.once('exit', () => handed?.close());
}
