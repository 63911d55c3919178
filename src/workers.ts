import cluster, { type Worker } from 'node:cluster';
import type { Environment } from './config/environment.js';
import { inOrder, type Running, type Serving } from './ending.js';
import type { Reading, Readings } from './metrics/reading.js';

/** How long to wait before a worker is replaced: twice as long each time, unless the last one has lived for long. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
const LONG_LIFE_MS = 60_000;
/** How long a worker may take to say what it measures; Prometheus waits for ten seconds. */
const MEASURE_MS = 5_000;

/** Asks a worker what it measures, and is answered with the same number. */
interface Question {
  number: number;
}
interface Answer extends Question {
  reading: Reading;
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
export async function supervise(environment: Environment): Promise<Running> {
  const crew = new Crew(environment.workers);
  const own = environment.metricsPort === undefined ? undefined : await import('./metrics/primary.js');
  const primary = own?.measurePrimary(crew);
  const ready = { DATABASE_URL: environment.databaseUrl!, MIGRATE_ON_START: false, SEED_DEMO: false };
  const { migrateOnStart, seedDemo = false } = environment;
  const url = await crew.add({ ...ready, MIGRATE_ON_START: migrateOnStart, SEED_DEMO: seedDemo }, ready);
  await Promise.all(Array.from({ length: crew.wanted - 1 }, () => crew.add(ready)));
  crew.complete = true;
  return {
    url,
    measure: async () => ({ ...(await crew.measure()), ...(primary && { primary: await primary() }) }),
    close: () => crew.dismiss(),
  };
}

/** Is a worker: serves until the primary says that it is over, or is gone. */
export async function work(serve: () => Promise<Serving>): Promise<void> {
  const worker = cluster.worker!;
  let finish = (): Promise<void> => Promise.resolve();
  const end = inOrder(() => finish());
  // A terminal and many a supervisor signal every process of the program; the primary passes it on, in its order.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  const serving = serve();
  process.on('message', (message: 'end' | Question) => {
    if (message === 'end') end();
    else void serving.then((running) => answer(message, running));
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
async function answer({ number }: Question, running: Serving): Promise<void> {
  const reading = await running.measure().catch((): Reading => []);
  // The primary may be gone by now.
  process.send!({ number, reading } satisfies Answer, undefined, undefined, () => undefined);
}

class Crew {
  /** Whether all have listened: from then on nothing but a signal ends the program. */
  complete = false;
  /** How many have died and were not told to. */
  deaths = 0;
  private ending = false;
  private readonly members = new Set<Worker>();
  /** Those who answer requests, by their numbers; who takes the place of another has its number. */
  private readonly listening = new Map<number, Worker>();
  private numbers = 0;
  private questions = 0;

  constructor(readonly wanted: number) {
    // However the primary comes to its end, nobody is left behind.
    process.once('exit', () => this.members.forEach((worker) => worker.process.kill('SIGKILL')));
  }

  /** How many answer requests. */
  get size(): number {
    return this.listening.size;
  }

  /** Starts one that is replaced whenever it dies; answers where it listens. */
  add(
    variables: Variables,
    successor = variables,
    pause = SHORTEST_PAUSE_MS,
    number = ++this.numbers,
  ): Promise<string> {
    const born = Date.now();
    const worker = cluster.fork(variables);
    this.members.add(worker);
    closeWhatIsLost(worker);
    return new Promise((listen, fail) => {
      let listening = false;
      worker.once('message', (url: string) => {
        listening = true;
        this.listening.set(number, worker);
        listen(url);
      });
      // Of being told something after its death; its exit is what counts.
      worker.on('error', () => undefined);
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.members.delete(worker);
        this.listening.delete(number);
        if (this.ending) return;
        this.deaths++;
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
        setTimeout(() => this.ending || void this.add(successor, successor, next, number), wait);
      });
    });
  }

  /** What each of them measures; one that dies meanwhile, or does not answer, is missing. */
  async measure(): Promise<Readings> {
    const question = { number: ++this.questions };
    const readings = await Promise.all(
      [...this.listening].map(async ([number, worker]) => [number, await ask(worker, question)] as const),
    );
    return Object.fromEntries(readings.filter(([, reading]) => reading !== undefined)) as Readings;
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

function ask(worker: Worker, question: Question): Promise<Reading | undefined> {
  return new Promise((answer) => {
    const end = (reading?: Reading): void => {
      clearTimeout(late);
      worker.off('message', hear).off('exit', leave);
      answer(reading);
    };
    const hear = ({ number, reading }: Answer): void => {
      if (number === question.number) end(reading);
    };
    const leave = (): void => end();
    const late = setTimeout(end, MEASURE_MS);
    worker.on('message', hear).once('exit', leave);
    worker.send(question, undefined, () => undefined);
  });
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
