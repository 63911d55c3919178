import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isFault } from '../causes.js';
import { connectAsApplication, type Entities } from '../data-source.js';
import { onItsOwn } from '../../tracing/tracing.js';
import { readersOf, type Readers } from './readers.js';
import { Behind } from './scoped-query.js';
import { SharedQuestion } from './shared-question.js';

/** How long a read waits for a replica to catch up before it goes to the primary. */
const WAIT_MS = 30;
/** How long while there is no primary to go to. */
const AWAY_WAIT_MS = 500;
/** How often it looks whether that has happened. */
const LOOK_MS = 2;
/** How often a replica that was too far behind is asked whether it has caught up. */
const LAG_MS = 50;
/** How often a replica that has failed is asked whether it is back. */
const FAULT_MS = 1_000;
/** After how long of waiting for an answer a replica is asked whether it is still there. */
const SUSPICIOUS_MS = 100;
/** How long a replica may take to give a connection. */
const PATIENCE_MS = 1_000;

/** Where a read goes, and for a replica what it has to have replayed (`ScopedStatement`). */
export interface Server {
  url: string;
  readers: Readers;
  reached?: string | null;
}

/** A read that can be done on any server, and once more where that was of no use. */
export type Read<T> = (server: Server) => Promise<T>;

/** A place in the log of writes. */
export interface Position {
  bytes: bigint;
  /** Counts the promotions of standbys; places are comparable within one. */
  timeline: number;
}

interface State {
  standby: boolean;
  /** Bytes of the log; null where nothing has been streamed yet. */
  received: string | null;
  replayed: string | null;
  timeline: number;
}

/**
 * The timeline is the one that is certain to be replayed: a checkpoint's. A standby that was cut off while another one
 * was promoted never gets there, however much of the log of the former primary it has.
 */
const STATE = `
  select pg_is_in_recovery() as standby,
         pg_last_wal_receive_lsn() - '0/0' as received,
         pg_last_wal_replay_lsn() - '0/0' as replayed,
         greatest((select timeline_id from pg_control_checkpoint()),
                  (select min_recovery_end_timeline from pg_control_recovery())) as timeline`;

/** A streaming standby, and whether anything should be read from it. */
export class Replica {
  private dataSource?: DataSource;
  /** Undefined until it has been there for the first time. */
  readers?: Readers;
  readonly name: string;
  private readonly state: SharedQuestion<State & Record<string, unknown>>;
  private readonly logger = new Logger(Replica.name);
  private fit = false;
  private timeline = 0;
  /** What it has to have replayed before it is asked again. */
  private owed: Position = { bytes: 0n, timeline: 0 };
  private timer?: NodeJS.Timeout;
  private probing?: Promise<void>;
  private closed = false;
  private complaint?: string;

  constructor(
    private readonly url: string,
    private readonly poolSize: number,
    private readonly entities: Entities,
  ) {
    this.state = new SharedQuestion(url, STATE);
    this.name = new URL(url).host;
  }

  /** Whether it can be expected to know what the primary knew at `position`; or when it was heard of last. */
  isFit(position: Position | 'away' = 'away'): boolean {
    if (position !== 'away' && position.timeline > this.timeline && this.fit)
      this.owe({ ...position, bytes: 0n });
    return this.fit;
  }

  /**
   * Runs a read here once this has replayed what the primary knew at `position`. While the primary is away, all that
   * was received from it must be.
   */
  async read<T>(read: Read<T>, position: Position | 'away'): Promise<T> {
    const deadline = Date.now() + (position === 'away' ? AWAY_WAIT_MS : WAIT_MS);
    const server = {
      url: this.url,
      readers: this.readers!,
      reached: position === 'away' ? null : String(position.bytes),
    };
    for (;;)
      try {
        return await this.whileItAnswers(read(server));
      } catch (error) {
        if (!(error instanceof Behind)) {
          if (isFault(error)) this.leaveOut(error as Error);
          throw error;
        }
        if (await this.reaches(position, deadline)) continue;
        if (position !== 'away') this.owe(position);
        throw error;
      }
  }

  /** Asks whether it may be read from, and goes on asking for as long as it may not. */
  probe(): Promise<void> {
    this.probing = this.look();
    return this.probing;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.probing;
    await this.state.end();
    await this.readers?.close();
    await this.dataSource?.destroy();
  }

  private async look(): Promise<void> {
    try {
      if (!this.dataSource) {
        this.dataSource = await connectAsApplication(this.url, this.poolSize, this.entities, {
          connectionTimeoutMillis: PATIENCE_MS,
        });
        this.readers = readersOf(this.dataSource, this.poolSize);
      }
      const { standby, replayed, timeline } = await this.state.answer();
      if (!standby) throw new Error('it is not a standby (any more)');
      this.timeline = timeline;
      this.fit = timeline >= this.owed.timeline && BigInt(replayed ?? 0) >= this.owed.bytes;
      if (!this.fit) this.probeAgain(LAG_MS);
      else if (this.complaint !== undefined) this.logger.log(`${this.name} is read from`);
      this.complaint = undefined;
    } catch (error) {
      this.leaveOut(error as Error);
    }
  }

  /** A server that has frozen refuses nothing: what takes its time is waited for as long as it says how far it is. */
  private async whileItAnswers<T>(answer: Promise<T>): Promise<T> {
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const frozen = new Promise<never>((_, fail) => {
      const look = (): void => {
        timer = setTimeout(() => {
          this.state.answer().then(
            () => over || look(),
            (error: unknown) => {
              const cause = error as Error;
              this.leaveOut(cause);
              fail(cause);
            },
          );
        }, SUSPICIOUS_MS);
      };
      look();
    });
    frozen.catch(() => undefined);
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, frozen]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  }

  private async reaches(position: Position | 'away', deadline: number): Promise<boolean> {
    try {
      while (Date.now() < deadline) {
        await sleep(LOOK_MS);
        const { standby, received, replayed } = await this.state.answer();
        if (!standby) throw new Error('it is not a standby any more');
        const needed = position === 'away' ? received : position.bytes;
        if (needed !== null && BigInt(replayed ?? 0) >= BigInt(needed)) return true;
      }
    } catch (error) {
      this.leaveOut(error as Error);
    }
    return false;
  }

  /** It is too far behind: nobody else shall wait for it in vain. */
  private owe(position: Position): void {
    if (position.timeline > this.owed.timeline || position.bytes > this.owed.bytes) this.owed = position;
    this.fit = false;
    this.probeAgain(LAG_MS);
  }

  private leaveOut({ message }: Error): void {
    this.fit = false;
    if (message !== this.complaint) this.logger.warn(`${this.name} is not read from: ${message}`);
    this.complaint = message;
    this.probeAgain(FAULT_MS);
  }

  private probeAgain(afterMs: number): void {
    clearTimeout(this.timer);
    // A read that found the server wanting is over by then.
    if (!this.closed) this.timer = onItsOwn(() => setTimeout(() => void this.probe(), afterMs).unref());
  }
}
