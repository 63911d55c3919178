import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isServerFault } from '../database-errors.js';
import { connectAsApplication, type Entities } from '../data-source.js';
import { runDetached } from '../../observability/tracing.js';
import { createReadPool, type ReadPool } from '../pipeline/read-pool.js';
import { ReplicaLagError } from '../pipeline/scoped-query.js';
import { CoalescedQuery } from './coalesced-query.js';

/** How long a read waits for a replica to catch up before it goes to the primary. */
const LAG_WAIT_MS = 30;
/** How long while there is no primary to go to. */
const PRIMARY_DOWN_WAIT_MS = 500;
/** How often it looks whether that has happened. */
const POLL_INTERVAL_MS = 2;
/** How often a replica that was too far behind is asked whether it has caught up. */
const LAG_PROBE_MS = 50;
/** How often a replica that has failed is asked whether it is back. */
const FAULT_PROBE_MS = 1_000;
/** After how long of waiting for an answer a replica is asked whether it is still there. */
const LIVENESS_CHECK_MS = 100;
/** How long a replica may take to give a connection. */
const CONNECT_TIMEOUT_MS = 1_000;

/** Where a read goes, and for a replica what it has to have replayed (`ScopedStatement`). */
export interface ReadTarget {
  url: string;
  pool: ReadPool;
  requiredLsn?: string | null;
}

/** A read that can be done on any server, and once more where that was of no use. */
export type ReadOperation<T> = (server: ReadTarget) => Promise<T>;

/** A place in the log of writes. */
export interface WalPosition {
  bytes: bigint;
  /** Counts the promotions of standbys; places are comparable within one. */
  timeline: number;
}

interface ReplicaState {
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
  pool?: ReadPool;
  readonly name: string;
  private readonly state: CoalescedQuery<ReplicaState & Record<string, unknown>>;
  private readonly logger = new Logger(Replica.name);
  private usable = false;
  private timeline = 0;
  /** What it has to have replayed before it is asked again. */
  private requiredPosition: WalPosition = { bytes: 0n, timeline: 0 };
  private timer?: NodeJS.Timeout;
  private probing?: Promise<void>;
  private closed = false;
  private lastWarning?: string;

  constructor(
    private readonly url: string,
    private readonly poolSize: number,
    private readonly entities: Entities,
  ) {
    this.state = new CoalescedQuery(url, STATE);
    this.name = new URL(url).host;
  }

  /** Whether it can be expected to know what the primary knew at `position`; or when it was heard of last. */
  isUsable(position: WalPosition | 'away' = 'away'): boolean {
    if (position !== 'away' && position.timeline > this.timeline && this.usable)
      this.requireLsn({ ...position, bytes: 0n });
    return this.usable;
  }

  /**
   * Runs a read here once this has replayed what the primary knew at `position`. While the primary is away, all that
   * was received from it must be.
   */
  async read<T>(read: ReadOperation<T>, position: WalPosition | 'away'): Promise<T> {
    const deadline = Date.now() + (position === 'away' ? PRIMARY_DOWN_WAIT_MS : LAG_WAIT_MS);
    const server = {
      url: this.url,
      pool: this.pool!,
      requiredLsn: position === 'away' ? null : String(position.bytes),
    };
    for (;;)
      try {
        return await this.withLivenessCheck(read(server));
      } catch (error) {
        if (!(error instanceof ReplicaLagError)) {
          if (isServerFault(error)) this.markDown(error as Error);
          throw error;
        }
        if (await this.catchesUp(position, deadline)) continue;
        if (position !== 'away') this.requireLsn(position);
        throw error;
      }
  }

  /** Asks whether it may be read from, and goes on asking for as long as it may not. */
  probe(): Promise<void> {
    this.probing = this.check();
    return this.probing;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.probing;
    await this.state.end();
    await this.pool?.close();
    await this.dataSource?.destroy();
  }

  private async check(): Promise<void> {
    try {
      if (!this.dataSource) {
        this.dataSource = await connectAsApplication(this.url, this.poolSize, this.entities, {
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        });
        this.pool = createReadPool(this.dataSource, this.poolSize);
      }
      const { standby, replayed, timeline } = await this.state.run();
      if (!standby) throw new Error('it is not a standby (any more)');
      this.timeline = timeline;
      this.usable =
        timeline >= this.requiredPosition.timeline && BigInt(replayed ?? 0) >= this.requiredPosition.bytes;
      if (!this.usable) this.scheduleProbe(LAG_PROBE_MS);
      else if (this.lastWarning !== undefined) this.logger.log(`${this.name} is read from`);
      this.lastWarning = undefined;
    } catch (error) {
      this.markDown(error as Error);
    }
  }

  /** A server that has frozen refuses nothing: what takes its time is waited for as long as it says how far it is. */
  private async withLivenessCheck<T>(answer: Promise<T>): Promise<T> {
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const frozen = new Promise<never>((_, fail) => {
      const look = (): void => {
        timer = setTimeout(() => {
          this.state.run().then(
            () => over || look(),
            (error: unknown) => {
              const cause = error as Error;
              this.markDown(cause);
              fail(cause);
            },
          );
        }, LIVENESS_CHECK_MS);
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

  private async catchesUp(position: WalPosition | 'away', deadline: number): Promise<boolean> {
    try {
      while (Date.now() < deadline) {
        await sleep(POLL_INTERVAL_MS);
        const { standby, received, replayed } = await this.state.run();
        if (!standby) throw new Error('it is not a standby any more');
        const needed = position === 'away' ? received : position.bytes;
        if (needed !== null && BigInt(replayed ?? 0) >= BigInt(needed)) return true;
      }
    } catch (error) {
      this.markDown(error as Error);
    }
    return false;
  }

  /** It is too far behind: nobody else shall wait for it in vain. */
  private requireLsn(position: WalPosition): void {
    if (position.timeline > this.requiredPosition.timeline || position.bytes > this.requiredPosition.bytes)
      this.requiredPosition = position;
    this.usable = false;
    this.scheduleProbe(LAG_PROBE_MS);
  }

  private markDown({ message }: Error): void {
    this.usable = false;
    if (message !== this.lastWarning) this.logger.warn(`${this.name} is not read from: ${message}`);
    this.lastWarning = message;
    this.scheduleProbe(FAULT_PROBE_MS);
  }

  private scheduleProbe(afterMs: number): void {
    clearTimeout(this.timer);
    // A read that found the server wanting is over by then.
    if (!this.closed) this.timer = runDetached(() => setTimeout(() => void this.probe(), afterMs).unref());
  }
}
