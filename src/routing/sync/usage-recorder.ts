import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Registry } from 'prom-client';
import { PLATFORM, UnitOfWork } from '../../database/unit-of-work.js';
import { recordUsage, pruneUsage, type UsageKind } from '../../usage/usage.js';
import type { Decision } from '../decision.js';
import { LOG_RETENTION_MS } from './routing-index-sync.js';
import { pruneChanges, type Snapshot } from '../routing.repository.js';
import type { RoutingIndex } from '../index/routing-index.js';

/** How often what was used is written down at most, and how often at least. */
const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 10_000;
/** So many times as long as it took to write is waited: where much is in use, that takes no more than its share. */
const PAUSE_FACTOR = 20;
/** Written in one transaction. */
const CHUNK = 5_000;
/** While the database does not answer, what was used last is kept for it: so many domains, and so many entries. */
const MAX_PENDING = 1_000_000;

/**
 * Which domains and which entries calls came through: counted in memory and written down every few seconds, never on a
 * request's time. A crash loses what was counted since.
 */
@Injectable()
export class UsageRecorder implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly counts: Record<UsageKind, Map<string, number>> = { domain: new Map(), ip: new Map() };
  /** Where calls are counted until they are written down. */
  private index?: RoutingIndex;
  private readonly closing = new AbortController();
  private running?: Promise<void>;
  private pruning?: Promise<void>;
  /** What had been committed when the log was pruned last, and when that was. */
  private readonly pruned = { at: -Infinity, snapshot: null as Snapshot | null };
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
      help: 'Domains and IPs whose use by calls was written down',
      registers,
    });
    this.dropped = new Counter({
      name: 'organizations_routing_uses_dropped_total',
      help: 'Domains and IPs whose use by calls was forgotten, for too many waited to be written down',
      registers,
    });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.running;
    await this.pruning;
    await this.write();
  }

  /** A call came through a domain, an entry, or both, as an index has found them. */
  record(index: RoutingIndex, { domain, entry }: Pick<Decision, 'domain' | 'entry'>): void {
    if (index !== this.index) {
      this.collect();
      this.index = index;
    }
    index.recordUsage(domain, entry);
  }

  private async run(): Promise<void> {
    for (let pause = MIN_INTERVAL_MS; await this.sleep(pause);) {
      const began = performance.now();
      await this.write();
      pause = Math.min(
        MAX_INTERVAL_MS,
        Math.max(MIN_INTERVAL_MS, PAUSE_FACTOR * (performance.now() - began)),
      );
      // Not waited for: what is in use is written down meanwhile.
      this.pruning ??= this.prune().finally(() => (this.pruning = undefined));
    }
  }

  /** Whether it goes on after that. */
  private sleep(milliseconds: number): Promise<boolean> {
    const { signal } = this.closing;
    return sleep(milliseconds, true, { signal, ref: false }).catch(() => false);
  }

  private collect(): void {
    const uses = this.index?.takeUsage();
    // One that is not used any more is not kept either.
    this.index = undefined;
    if (!uses) return;
    this.add('domain', uses.domain);
    this.add('ip', uses.ip);
  }

  private add(kind: UsageKind, uses: Iterable<[id: string, requests: number]>): void {
    const counts = this.counts[kind];
    for (const [id, requests] of uses) {
      const before = counts.get(id);
      if (before !== undefined || counts.size < MAX_PENDING) counts.set(id, (before ?? 0) + requests);
      else this.dropped.inc();
    }
  }

  private async write(): Promise<void> {
    this.collect();
    for (const kind of ['domain', 'ip'] as const) {
      // In one order, so that instances that write the same rows wait for each other and do not lock each other out.
      const uses = [...this.counts[kind]].sort(([a], [b]) => (a < b ? -1 : 1));
      this.counts[kind].clear();
      for (let done = 0; done < uses.length; done += CHUNK)
        try {
          const chunk = uses.slice(done, done + CHUNK);
          await this.work.write(PLATFORM, (manager) => recordUsage(manager, kind, chunk));
          this.written.inc(chunk.length);
        } catch (error) {
          this.logger.debug({ err: error });
          // Among it what may have been written all the same, where a commit broke: that is counted twice.
          this.add(kind, uses.slice(done));
          break;
        }
    }
  }

  private async prune(): Promise<void> {
    const now = performance.now();
    if (now - this.pruned.at < LOG_RETENTION_MS) return;
    this.pruned.at = now;
    try {
      this.pruned.snapshot = await this.work.write(PLATFORM, (manager) =>
        pruneChanges(manager, this.pruned.snapshot),
      );
      for (const kind of ['domain', 'ip'] as const) await this.pruneTraffic(kind);
    } catch (error) {
      this.logger.debug({ err: error });
    }
  }

  /** Part by part, so that nothing is locked for long. */
  private async pruneTraffic(kind: UsageKind): Promise<void> {
    let after: string | undefined = '';
    while (after !== undefined && !this.closing.signal.aborted) {
      const behind: string = after;
      after = await this.work.write(PLATFORM, (manager) => pruneUsage(manager, kind, behind));
    }
  }
}
