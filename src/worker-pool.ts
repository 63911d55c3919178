import cluster, { type Worker } from 'node:cluster';
import type { Environment } from './config/environment.js';
import { onSignal, type RunningProgram, type RunningProcess } from './shutdown.js';
import type { MetricsSnapshot, MetricsSnapshots } from './observability/metrics-snapshot.js';

/** How long to wait before a worker is replaced: twice as long each time, unless the last one has lived for long. */
const MIN_RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 30_000;
const STABLE_AFTER_MS = 60_000;
/** How long a worker may take to say what it measures; Prometheus waits for ten seconds. */
const MEASURE_TIMEOUT_MS = 5_000;

/** Asks a worker what it measures, and is answered with the same number. */
interface MeasureRequest {
  number: number;
}
interface MeasureResponse extends MeasureRequest {
  reading: MetricsSnapshot;
}

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
export async function superviseWorkers(environment: Environment): Promise<RunningProgram> {
  const crew = new WorkerPool(environment.workers);
  const own =
    environment.metricsPort === undefined ? undefined : await import('./observability/primary-metrics.js');
  const primary = own?.registerPrimaryMetrics(crew);
  const ready = { DATABASE_URL: environment.databaseUrl!, MIGRATE_ON_START: false, SEED_DEMO: false };
  const { migrateOnStart, seedDemo = false } = environment;
  const url = await crew.spawn({ ...ready, MIGRATE_ON_START: migrateOnStart, SEED_DEMO: seedDemo }, ready);
  await Promise.all(Array.from({ length: crew.targetSize - 1 }, () => crew.spawn(ready)));
  crew.started = true;
  return {
    url,
    measure: async () => ({ ...(await crew.measure()), ...(primary && { primary: await primary() }) }),
    close: () => crew.shutdown(),
  };
}

/** Is a worker: serves until the primary says that it is over, or is gone. */
export async function runAsWorker(serve: () => Promise<RunningProcess>): Promise<void> {
  const worker = cluster.worker!;
  let finish = (): Promise<void> => Promise.resolve();
  const end = onSignal(() => finish());
  // A terminal and many a supervisor signal every process of the program; the primary passes it on, in its order.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  const serving = serve();
  process.on('message', (message: 'end' | MeasureRequest) => {
    if (message === 'end') end();
    else void serving.then((running) => respond(message, running));
  });
  worker.on('disconnect', () => {
    // Otherwise Node.js takes the primary's death for a reason to exit at once.
    worker.exitedAfterDisconnect = true;
    end();
  });
  const running = await serving;
  finish = () => running.close();
  process.send!(running.url);
}

/** Whatever cannot be measured is missing, as the process itself would be. */
async function respond({ number }: MeasureRequest, running: RunningProcess): Promise<void> {
  const reading = await running.measure().catch((): MetricsSnapshot => []);
  // The primary may be gone by now.
  process.send!({ number, reading } satisfies MeasureResponse, undefined, undefined, () => undefined);
}

class WorkerPool {
  /** Whether all have listened: from then on nothing but a signal ends the program. */
  started = false;
  /** How many have died and were not told to. */
  crashes = 0;
  private shuttingDown = false;
  private readonly workers = new Set<Worker>();
  /** Those who answer requests, by their numbers; who takes the place of another has its number. */
  private readonly ready = new Map<number, Worker>();
  private lastNumber = 0;
  private lastRequestId = 0;

  constructor(readonly targetSize: number) {
    // However the primary comes to its end, nobody is left behind.
    process.once('exit', () => this.workers.forEach((worker) => worker.process.kill('SIGKILL')));
  }

  /** How many answer requests. */
  get size(): number {
    return this.ready.size;
  }

  /** Starts one that is replaced whenever it dies; answers where it listens. */
  spawn(
    variables: Variables,
    successor = variables,
    pause = MIN_RESTART_DELAY_MS,
    number = ++this.lastNumber,
  ): Promise<string> {
    const born = Date.now();
    const worker = cluster.fork(variables);
    this.workers.add(worker);
    closeOrphanedConnections(worker);
    return new Promise((listen, fail) => {
      let listening = false;
      worker.once('message', (url: string) => {
        listening = true;
        this.ready.set(number, worker);
        listen(url);
      });
      // Of being told something after its death; its exit is what counts.
      worker.on('error', () => undefined);
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.workers.delete(worker);
        this.ready.delete(number);
        if (this.shuttingDown) return;
        this.crashes++;
        const what = `Worker ${worker.process.pid} ended with ${signal ?? code}`;
        if (!listening && !this.started) {
          // It has said itself why it failed.
          if (code === 1) process.exit(1);
          fail(new Error(`${what} before it listened`));
          return;
        }
        console.error(`${what}; another one takes its place`);
        const wait = Date.now() - born < STABLE_AFTER_MS ? pause : MIN_RESTART_DELAY_MS;
        const next = Math.min(2 * wait, MAX_RESTART_DELAY_MS);
        setTimeout(() => this.shuttingDown || void this.spawn(successor, successor, next, number), wait);
      });
    });
  }

  /** What each of them measures; one that dies meanwhile, or does not answer, is missing. */
  async measure(): Promise<MetricsSnapshots> {
    const question = { number: ++this.lastRequestId };
    const readings = await Promise.all(
      [...this.ready].map(
        async ([number, worker]) => [number, await requestMeasurement(worker, question)] as const,
      ),
    );
    return Object.fromEntries(readings.filter(([, reading]) => reading !== undefined)) as MetricsSnapshots;
  }

  /** Answers once the last one has finished its work. */
  async shutdown(): Promise<void> {
    this.shuttingDown = true;
    const exits = [...this.workers].map((worker) => new Promise((done) => worker.once('exit', done)));
    for (const worker of this.workers) {
      worker.send('end', undefined, () => undefined);
      // Takes it off the port here and now. With the last one the port is closed, before any of them hears of it: none
      // is handed a connection that it would not take any more.
      worker.disconnect();
    }
    await Promise.all(exits);
  }
}

function requestMeasurement(worker: Worker, question: MeasureRequest): Promise<MetricsSnapshot | undefined> {
  return new Promise((answer) => {
    const end = (reading?: MetricsSnapshot): void => {
      clearTimeout(late);
      worker.off('message', hear).off('exit', leave);
      answer(reading);
    };
    const hear = ({ number, reading }: MeasureResponse): void => {
      if (number === question.number) end(reading);
    };
    const leave = (): void => end();
    const late = setTimeout(end, MEASURE_TIMEOUT_MS);
    worker.on('message', hear).once('exit', leave);
    worker.send(question, undefined, () => undefined);
  });
}

/** Node.js forgets the connection that is on its way to a worker when that dies: its client would wait for ever. */
function closeOrphanedConnections({ process }: Worker): void {
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
