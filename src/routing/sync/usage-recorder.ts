import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Registry } from 'prom-client';
import { PLATFORM, UnitOfWork } from '../../database/unit-of-work.js';
import { recordUsage, pruneUsage, type UsageKind } from '../../usage/usage.js';
import type { Decision } from '../decision.js';
import { LOG_RETENTION_MS } from './routing-index-sync.js';
import { pruneChanges, type Snapshot } from '../routing.repository.js';
import type { RoutingIndex } from '../index/routing-index.js';

/** The shortest and the longest pause between two writes. */
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 10_000;
/** The pause is this many times as long as the last write took, so that writes of many rows take a small share of time. */
const PAUSE_FACTOR = 20;
/** Rows per transaction. */
const CHUNK_SIZE = 5_000;
/** How many domains, and how many IPs, wait while the database does not answer. Further ones are dropped. */
const MAX_PENDING = 1_000_000;

/**
 * Records which domains and IPs calls used. It counts in memory and writes every few seconds, so no request waits for
 * a write. A crash loses the counts since the last write.
 */
@Injectable()
export class UsageRecorder implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly pending: Record<UsageKind, Map<string, number>> = { domain: new Map(), ip: new Map() };
  /** The index that counts calls until the next write. */
  private index?: RoutingIndex;
  private readonly shutdown = new AbortController();
  private running?: Promise<void>;
  private pruning?: Promise<void>;
  /** When the log of changes was last pruned, and the snapshot of that moment. */
  private readonly lastPrune = { at: -Infinity, snapshot: null as Snapshot | null };
  private readonly logger = new Logger(UsageRecorder.name);

  private readonly written: Counter;
  private readonly dropped: Counter;

  constructor(
    private readonly work: UnitOfWork,
    registry: Registry,
  ) {
    const registers = [registry];
    this.written = new Counter({
      name: 'organizations_routing_uses_written_total',
      help: 'Domains and IPs whose usage by calls was written to the database',
      registers,
    });
    this.dropped = new Counter({
      name: 'organizations_routing_uses_dropped_total',
      help: 'Domains and IPs whose usage by calls was dropped because too many waited to be written',
      registers,
    });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    await this.running;
    await this.pruning;
    await this.write();
  }

  /** Counts a call for the domain and the IP that its decision found in this index. */
  record(index: RoutingIndex, { domain, orgIp }: Pick<Decision, 'domain' | 'orgIp'>): void {
    if (index !== this.index) {
      this.collect();
      this.index = index;
    }
    if (domain) index.domains.recordUsage(domain);
    if (orgIp) index.orgIps.recordUsage(orgIp);
  }

  private async run(): Promise<void> {
    for (let pause = MIN_PAUSE_MS; await this.sleepUnlessShutdown(pause);) {
      const startedAt = performance.now();
      await this.write();
      pause = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, PAUSE_FACTOR * (performance.now() - startedAt)));
      // Not awaited, so that writes continue during a long prune.
      this.pruning ??= this.prune().finally(() => (this.pruning = undefined));
    }
  }

  /** Returns false on shutdown. */
  private sleepUnlessShutdown(milliseconds: number): Promise<boolean> {
    const { signal } = this.shutdown;
    return sleep(milliseconds, true, { signal, ref: false }).catch(() => false);
  }

  private collect(): void {
    const { index } = this;
    // The recorder must not keep an index in memory that routing has replaced.
    this.index = undefined;
    if (!index) return;
    this.addPending('domain', index.domains.takeUsage());
    this.addPending('ip', index.orgIps.takeUsage());
  }

  private addPending(kind: UsageKind, usage: Iterable<[id: string, requests: number]>): void {
    const pending = this.pending[kind];
    for (const [id, requests] of usage) {
      const before = pending.get(id);
      if (before !== undefined || pending.size < MAX_PENDING) pending.set(id, (before ?? 0) + requests);
      else this.dropped.inc();
    }
  }

  private async write(): Promise<void> {
    this.collect();
    for (const kind of ['domain', 'ip'] as const) {
      // All instances write in the order of the ids, so that they wait for each other's rows and do not deadlock.
      const usage = [...this.pending[kind]].sort(([a], [b]) => (a < b ? -1 : 1));
      this.pending[kind].clear();
      for (let done = 0; done < usage.length; done += CHUNK_SIZE)
        try {
          const chunk = usage.slice(done, done + CHUNK_SIZE);
          await this.work.write(PLATFORM, (manager) => recordUsage(manager, kind, chunk));
          this.written.inc(chunk.length);
        } catch (error) {
          this.logger.debug({ err: error });
          // If the connection broke during the commit, the chunk may be written already and is then counted twice.
          this.addPending(kind, usage.slice(done));
          break;
        }
    }
  }

  private async prune(): Promise<void> {
    const now = performance.now();
    if (now - this.lastPrune.at < LOG_RETENTION_MS) return;
    this.lastPrune.at = now;
    try {
      this.lastPrune.snapshot = await this.work.write(PLATFORM, (manager) =>
        pruneChanges(manager, this.lastPrune.snapshot),
      );
      for (const kind of ['domain', 'ip'] as const) await this.pruneUsage(kind);
    } catch (error) {
      this.logger.debug({ err: error });
    }
  }

  /** Prunes in small transactions, so that none holds its locks for long. */
  private async pruneUsage(kind: UsageKind): Promise<void> {
    let next: string | undefined = '';
    while (next !== undefined && !this.shutdown.signal.aborted) {
      const after: string = next;
      next = await this.work.write(PLATFORM, (manager) => pruneUsage(manager, kind, after));
    }
  }
}
