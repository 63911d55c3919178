import type { DataSource } from 'typeorm';
import type { Environment } from '../../config/environment.js';
import { isCallerError, isPrimaryUnavailable, NoResponseError } from '../database-errors.js';
import type { Entities } from '../data-source.js';
import { createReadPool, type ReadPool } from '../pipeline/read-pool.js';
import { Replica, type WalPosition, type ReadOperation, type ReadTarget } from './replica.js';
import { CoalescedQuery } from './coalesced-query.js';

/**
 * All that has been acknowledged is before this place. It has been flushed before it was acknowledged, unless the commits
 * of this login are asynchronous; what is only inserted yet is mostly of transactions that nobody has been told of.
 */
const POSITION = `
  select lsn - '0/0' as bytes, substr(pg_walfile_name(lsn), 1, 8) as timeline
    from (select case current_setting('synchronous_commit')
                 when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end as lsn) as now`;

/**
 * Decides for each read which server may answer it. Nobody reads less than what was acknowledged before he asked, by
 * whichever instance: the primary is asked how far it is, and a replica may answer once it is there. The primary's part
 * of a read is this one small question, which the reads of a moment share.
 */
export class ReadRouter {
  readonly primary: ReadTarget;
  private nextReplica = 0;

  private constructor(
    url: string,
    private readonly pool: ReadPool,
    private readonly replicas: Replica[],
    private readonly position?: CoalescedQuery<{ bytes: string; timeline: string }>,
  ) {
    this.primary = { url, pool: this.pool };
  }

  /** A replica that is away is no reason not to start: it is read from as soon as it is there. */
  static async connect(
    primary: DataSource,
    { databaseUrl, databaseReplicaUrls, databasePoolSize }: Environment,
    entities: Entities,
  ): Promise<ReadRouter> {
    const readers = createReadPool(primary, databasePoolSize - writerConnections(databasePoolSize));
    if (databaseReplicaUrls.length === 0) return new ReadRouter(databaseUrl!, readers, []);
    const replicas = databaseReplicaUrls.map((url) => new Replica(url, databasePoolSize, entities));
    await Promise.all(replicas.map((replica) => replica.probe()));
    return new ReadRouter(databaseUrl!, readers, replicas, new CoalescedQuery(databaseUrl!, POSITION));
  }

  async close(): Promise<void> {
    await this.pool.close();
    await this.position?.end();
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  /** Every server there is a connection to, by its name; and whether reads go there. */
  get servers(): { name: string; readers: ReadPool | undefined; isReadFrom: boolean }[] {
    return [
      { name: 'primary', readers: this.pool, isReadFrom: true },
      ...this.replicas.map((replica) => ({
        name: replica.name,
        readers: replica.pool,
        isReadFrom: replica.isUsable(),
      })),
    ];
  }

  read<T>(read: ReadOperation<T>): Promise<T> {
    return this.replicas.length === 0 ? read(this.primary) : this.readAnywhere(read);
  }

  private async readAnywhere<T>(read: ReadOperation<T>): Promise<T> {
    try {
      return await this.readOnce(read);
    } catch (error) {
      // The primary went away while it was read: the replicas are asked for what they are there for.
      if (!this.replicas.some((replica) => replica.isUsable()) || !isPrimaryUnavailable(error)) throw error;
      return this.readOnce(read);
    }
  }

  private async readOnce<T>(read: ReadOperation<T>): Promise<T> {
    if (this.replicas.some((replica) => replica.isUsable())) {
      const position = await this.fetchPosition();
      // While the primary is away there is nobody else to go to than the next one.
      const candidates = position
        ? this.roundRobin(position).slice(0, position === 'away' ? undefined : 1)
        : [];
      for (const replica of candidates)
        try {
          return await replica.read(read, position!);
        } catch (error) {
          if (isCallerError(error)) throw error;
        }
    }
    return read(this.primary);
  }

  /** Those that can be expected to answer at once, each of them first once. */
  private roundRobin(position: WalPosition | 'away'): Replica[] {
    const fit = this.replicas.filter((replica) => replica.isUsable(position));
    const first = this.nextReplica++ % Math.max(1, fit.length);
    return [...fit.slice(first), ...fit.slice(0, first)];
  }

  /** Undefined where the primary is there and does not say. */
  private async fetchPosition(): Promise<WalPosition | 'away' | undefined> {
    for (let attempt = 1; ; attempt++)
      try {
        const { bytes, timeline } = await this.position!.run();
        return { bytes: BigInt(bytes), timeline: parseInt(timeline, 16) };
      } catch (error) {
        // One that takes its time acknowledges writes all the while.
        if (error instanceof NoResponseError) return this.position!.isUnresponsive ? 'away' : undefined;
        // That the connection is gone does not mean that the primary is.
        if (attempt === 2) return isPrimaryUnavailable(error) ? 'away' : undefined;
      }
  }
}

/** How much of the pool is for those who can be waiting for a lock; the rest is shared by the readers. */
const WRITERS_SHARE = 0.6;

export function writerConnections(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize * WRITERS_SHARE));
}
