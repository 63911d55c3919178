import type { Entities } from '../data-source.js';
import { isCallerError, isPrimaryUnavailable, NoResponseError } from '../database-errors.js';
import type { ServerStatus } from '../database-servers.js';
import type { CreateEngine, QueryEngine } from '../query-engine.js';
import { CoalescedQuery } from './coalesced-query.js';
import { Replica, type ReadOperation, type WalPosition } from './replica.js';

/**
 * Everything that was acknowledged is before this position in the write-ahead log. A commit is flushed before it is
 * acknowledged, unless this login commits asynchronously. The insert position would always be right, but it also counts
 * records of transactions that have not committed yet.
 */
const POSITION = `
  select lsn - '0/0' as bytes, substr(pg_walfile_name(lsn), 1, 8) as timeline
    from (select case current_setting('synchronous_commit')
                 when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end as lsn) as now`;

export interface RouterOptions {
  primaryUrl: string;
  replicaUrls: string[];
  poolSize: number;
  entities: Entities;
  createEngine: CreateEngine;
}

/**
 * Chooses the server of each read. A read sees every write that any instance acknowledged before the read began: the
 * router asks the primary for its position, and a replica may run the read once it has replayed that position. The
 * primary's part of a read is this one small query, which concurrent reads share.
 */
export class ReadRouter {
  private nextReplica = 0;

  private constructor(
    private readonly primary: QueryEngine,
    private readonly replicas: Replica[],
    private readonly position: CoalescedQuery<{ bytes: string; timeline: string }>,
  ) {}

  /** Does not fail when a replica is down: it is read from as soon as it is up. */
  static async connect(
    primary: QueryEngine,
    { primaryUrl, replicaUrls, poolSize, entities, createEngine }: RouterOptions,
  ): Promise<ReadRouter> {
    const replicas = replicaUrls.map((url) => new Replica(url, poolSize, entities, createEngine));
    await Promise.all(replicas.map((replica) => replica.probe()));
    return new ReadRouter(primary, replicas, new CoalescedQuery(primaryUrl, POSITION));
  }

  async close(): Promise<void> {
    await this.position.end();
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  get replicaStatus(): ServerStatus[] {
    return this.replicas.map((replica) => ({
      name: replica.name,
      stats: replica.engine?.stats,
      isReadFrom: replica.isUsable(),
    }));
  }

  async read<T>(read: ReadOperation<T>): Promise<T> {
    try {
      return await this.readOnce(read);
    } catch (error) {
      // The primary went down during the read: now replicas that have all they received may run it.
      if (!this.replicas.some((replica) => replica.isUsable()) || !isPrimaryUnavailable(error)) throw error;
      return this.readOnce(read);
    }
  }

  private async readOnce<T>(read: ReadOperation<T>): Promise<T> {
    if (this.replicas.some((replica) => replica.isUsable())) {
      const position = await this.fetchPosition();
      // While the primary is down, only the next replica can help when one fails.
      const candidates = position
        ? this.roundRobin(position).slice(0, position === 'primary down' ? undefined : 1)
        : [];
      for (const replica of candidates)
        try {
          return await replica.read(read, position!);
        } catch (error) {
          if (isCallerError(error)) throw error;
        }
    }
    return read({ engine: this.primary });
  }

  /** The replicas that are expected to respond at once. Each call starts with another one. */
  private roundRobin(position: WalPosition | 'primary down'): Replica[] {
    const usable = this.replicas.filter((replica) => replica.isUsable(position));
    const first = this.nextReplica++ % Math.max(1, usable.length);
    return [...usable.slice(first), ...usable.slice(0, first)];
  }

  /** Undefined when the primary is up but does not say its position. */
  private async fetchPosition(): Promise<WalPosition | 'primary down' | undefined> {
    for (let attempt = 1; ; attempt++)
      try {
        const { bytes, timeline } = await this.position.run();
        return { bytes: BigInt(bytes), timeline: parseInt(timeline, 16) };
      } catch (error) {
        // A slow primary still acknowledges writes.
        if (error instanceof NoResponseError)
          return this.position.isUnresponsive ? 'primary down' : undefined;
        // The connection may have broken while the primary is up.
        if (attempt === 2) return isPrimaryUnavailable(error) ? 'primary down' : undefined;
      }
  }
}
