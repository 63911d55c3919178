import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isServerFault } from '../database-errors.js';
import { connectAsApplication, type Entities } from '../data-source.js';
import { runDetached } from '../../observability/tracing.js';
import { ReplicaLagError, type CreateEngine, type QueryEngine } from '../query-engine.js';
import { CoalescedQuery } from './coalesced-query.js';

/** How long a read waits for a replica to catch up before it goes to the primary. */
const LAG_WAIT_MS = 30;
/** The same while the primary is down. */
const PRIMARY_DOWN_WAIT_MS = 500;
/** How often a waiting read asks the replica for its state. */
const POLL_INTERVAL_MS = 2;
/** How often a replica that is behind is asked for its state. */
const LAG_PROBE_MS = 50;
/** How often a replica that has failed is asked for its state. */
const FAULT_PROBE_MS = 1_000;
/** When a read has waited this long, the replica is asked whether it still responds. */
const LIVENESS_CHECK_MS = 100;
const CONNECT_TIMEOUT_MS = 1_000;

/** The server of a read and, for a replica, the position that it must have replayed (`ReadOptions`). */
export interface ReadTarget {
  engine: QueryEngine;
  requiredLsn?: string | null;
}

/** A read that may run on any server, and again on another one when it fails. */
export type ReadOperation<T> = (target: ReadTarget) => Promise<T>;

/** A position in the write-ahead log. */
export interface WalPosition {
  bytes: bigint;
  /** Counts the promotions of standbys. Positions are comparable within one timeline. */
  timeline: number;
}

interface ReplicaState {
  standby: boolean;
  /** In bytes; null before the first byte was streamed. */
  received: string | null;
  replayed: string | null;
  timeline: number;
}

/**
 * The timeline is that of a checkpoint, which the standby has certainly replayed. A standby that missed the promotion of
 * another one never gets there, however much of the former primary's log it has.
 */
const STATE = `
  select pg_is_in_recovery() as standby,
         pg_last_wal_receive_lsn() - '0/0' as received,
         pg_last_wal_replay_lsn() - '0/0' as replayed,
         greatest((select timeline_id from pg_control_checkpoint()),
                  (select min_recovery_end_timeline from pg_control_recovery())) as timeline`;

/** A streaming standby, and whether reads may use it. */
export class Replica {
  private dataSource?: DataSource;
  /** Undefined until the first connection. */
  engine?: QueryEngine;
  readonly name: string;
  private readonly state: CoalescedQuery<ReplicaState & Record<string, unknown>>;
  private readonly logger = new Logger(Replica.name);
  private usable = false;
  private timeline = 0;
  /** The position that it must have replayed before reads use it again. */
  private requiredPosition: WalPosition = { bytes: 0n, timeline: 0 };
  private timer?: NodeJS.Timeout;
  private probing?: Promise<void>;
  private closed = false;
  private lastWarning?: string;

  constructor(
    private readonly url: string,
    private readonly poolSize: number,
    private readonly entities: Entities,
    private readonly createEngine: CreateEngine,
  ) {
    this.state = new CoalescedQuery(url, STATE);
    this.name = new URL(url).host;
  }

  /** Whether it is expected to have replayed `position`, or without one, whatever its last state had to contain. */
  isUsable(position: WalPosition | 'primary down' = 'primary down'): boolean {
    if (position !== 'primary down' && position.timeline > this.timeline && this.usable)
      this.requireLsn({ ...position, bytes: 0n });
    return this.usable;
  }

  /**
   * Runs a read once this replica has replayed `position`. While the primary is down, it must have replayed everything
   * that it received.
   */
  async read<T>(read: ReadOperation<T>, position: WalPosition | 'primary down'): Promise<T> {
    const deadline = Date.now() + (position === 'primary down' ? PRIMARY_DOWN_WAIT_MS : LAG_WAIT_MS);
    const target = {
      engine: this.engine!,
      requiredLsn: position === 'primary down' ? null : String(position.bytes),
    };
    for (;;)
      try {
        return await this.withLivenessCheck(read(target));
      } catch (error) {
        if (!(error instanceof ReplicaLagError)) {
          if (isServerFault(error)) this.markDown(error as Error);
          throw error;
        }
        if (await this.catchesUp(position, deadline)) continue;
        if (position !== 'primary down') this.requireLsn(position);
        throw error;
      }
  }

  /** Asks the replica for its state, again and again until reads may use it. */
  probe(): Promise<void> {
    this.probing = this.check();
    return this.probing;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.probing;
    await this.state.end();
    await this.engine?.close();
    await this.dataSource?.destroy();
  }

  private async check(): Promise<void> {
    try {
      if (!this.dataSource) {
        this.dataSource = await connectAsApplication(this.url, this.poolSize, this.entities, {
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        });
        this.engine = this.createEngine(this.dataSource, {
          url: this.url,
          maxReadConnections: this.poolSize,
        });
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

  /** A frozen server sends no error. So a read is waited for only while the replica still tells its state. */
  private async withLivenessCheck<T>(result: Promise<T>): Promise<T> {
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const frozen = new Promise<never>((_, reject) => {
      const scheduleCheck = (): void => {
        timer = setTimeout(() => {
          this.state.run().then(
            () => over || scheduleCheck(),
            (error: unknown) => {
              const cause = error as Error;
              this.markDown(cause);
              reject(cause);
            },
          );
        }, LIVENESS_CHECK_MS);
      };
      scheduleCheck();
    });
    frozen.catch(() => undefined);
    result.catch(() => undefined);
    try {
      return await Promise.race([result, frozen]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  }

  private async catchesUp(position: WalPosition | 'primary down', deadline: number): Promise<boolean> {
    try {
      while (Date.now() < deadline) {
        await sleep(POLL_INTERVAL_MS);
        const { standby, received, replayed } = await this.state.run();
        if (!standby) throw new Error('it is not a standby any more');
        const needed = position === 'primary down' ? received : position.bytes;
        if (needed !== null && BigInt(replayed ?? 0) >= BigInt(needed)) return true;
      }
    } catch (error) {
      this.markDown(error as Error);
    }
    return false;
  }

  /** The replica is too far behind: other reads do not wait for it. */
  private requireLsn(position: WalPosition): void {
    // A read that began before a failover may still ask for a position of the former timeline.
    if (isLater(position, this.requiredPosition)) this.requiredPosition = position;
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
    // Outside the trace of the read that found the fault, which is over by then.
    if (!this.closed) this.timer = runDetached(() => setTimeout(() => void this.probe(), afterMs).unref());
  }
}

/** Whether a position is after another one. Positions of different timelines are ordered by the timeline. */
function isLater(position: WalPosition, other: WalPosition): boolean {
  return position.timeline === other.timeline
    ? position.bytes > other.bytes
    : position.timeline > other.timeline;
}
