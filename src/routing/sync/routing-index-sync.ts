import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Environment } from '../../config/environment.js';
import { NotificationListener } from '../../database/notification-listener.js';
import {
  applyChanges,
  loadIndex,
  NOTHING_SEEN,
  readServer,
  readSnapshot,
  type RunStatement,
  type Snapshot,
} from '../routing.repository.js';
import type { RoutingIndex } from '../index/routing-index.js';

/** The channel that the triggers notify. */
const CHANNEL = 'routing_changes';

/** How often the log is read where nothing is notified: so soon it is noticed that nothing comes any more. */
const HEARTBEAT_MS = 250;
/** How often it is read where nothing can be notified, behind a pooler. */
const POLL_MS = 40;
/** How long the index is good without having been looked after. */
const FRESH_MS = 1_000;
/** How long the server may take to say what is new, and how long for a part of everything. */
const CHANGES_TIMEOUT_MS = 1_000;
const LOAD_TIMEOUT_MS = 15_000;
const RETRY_MS = 200;
/** Between two looks at the log, so that what comes in bursts is read at once. */
const BATCH_MS = 5;

/** So many rows are worth a pause of some tenths of a second after they have been loaded. */
const LARGE_INDEX = 300_000;

/** For how long at least the log is kept, and how long after its last look an instance trusts that it has all of it. */
export const LOG_RETENTION_MS = 10 * 60_000;
const MAX_GAP_MS = LOG_RETENTION_MS / 2;

/** What the feed knows of itself, for those who watch the program. */
export const indexStates = ['loading', 'fresh', 'stale'] as const;
export type IndexState = (typeof indexStates)[number];

/**
 * Keeps an index of whose every domain and network is, and keeps it true: loaded once, then brought up to date by the
 * log of changes as soon as a commit is notified. Whether it is true at this moment it says itself; a connection that is
 * lost makes it stale at once, one that has gone silent within a second.
 */
@Injectable()
export class RoutingIndexSync implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Undefined until it is loaded for the first time. */
  index?: RoutingIndex;
  /** The version of everybody's rights, as of the last look. */
  authEpoch = '';
  /** How often everything was loaded, and how often the connection was lost or could not be had. */
  loads = 0;
  connectionLosses = 0;

  private freshUntil = 0;
  private checkedAt = 0;
  private readonly createdAt = Date.now();
  private timeoutMs = CHANGES_TIMEOUT_MS;
  private server?: string;
  private seen: Snapshot = '';
  private listener?: NotificationListener;
  private readonly closing = new AbortController();
  private running?: Promise<void>;
  private lastWarning?: string;
  private readonly logger = new Logger(RoutingIndexSync.name);

  constructor(private readonly environment: Environment) {}

  onApplicationBootstrap(): void {
    // Not waited for: until it is there, the database is asked.
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    const closed = this.listener?.close();
    await this.running;
    await closed;
  }

  /** The index, if it knows all that is committed. */
  get fresh(): RoutingIndex | undefined {
    return Date.now() < this.freshUntil ? this.index : undefined;
  }

  get state(): IndexState {
    if (this.fresh) return 'fresh';
    return this.index ? 'stale' : 'loading';
  }

  /** Since the last look at the database. */
  get ageMs(): number {
    return Date.now() - (this.checkedAt || this.createdAt);
  }

  /** The last transaction that the last look can have seen: the one before its snapshot's `xmax`. */
  get lastTransaction(): number | undefined {
    return this.seen === '' ? undefined : Number(this.seen.split(':')[1]) - 1;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.follow(signal).catch((error: unknown) => this.warnOnce(error as Error));
      this.freshUntil = 0;
      void this.listener?.close();
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until the connection is lost. */
  private async follow(closing: AbortSignal): Promise<void> {
    const listener = await NotificationListener.open(
      this.environment.databaseUrl!,
      CHANNEL,
      () => (this.freshUntil = 0),
    );
    this.listener = listener;
    if (closing.aborted) return;
    const ask: RunStatement = (text, values) => listener.query(text, values, LOAD_TIMEOUT_MS);
    const server = await readServer(ask);
    if (!this.index || server !== this.server || Date.now() - this.checkedAt > MAX_GAP_MS) {
      const checkedAt = Date.now();
      const seen = await readSnapshot(ask);
      const index = await loadIndex(ask);
      Object.assign(this, { server, seen, index, checkedAt });
      this.loads++;
      const { organizations, domains, networks } = index.sizes;
      if (organizations + domains + networks > LARGE_INDEX) releaseMemory();
    } else {
      // All of the log once more, which does no harm: after a crash, ids of transactions that had not been written down
      // are given again.
      this.seen = NOTHING_SEEN;
    }
    while (!listener.isLost) {
      await this.pullChanges(listener);
      await sleep(BATCH_MS);
      await listener.waitForNotification(listener.receivesNotifications ? HEARTBEAT_MS : POLL_MS);
    }
    throw new Error('the connection is lost');
  }

  private async pullChanges(listener: NotificationListener): Promise<void> {
    const began = Date.now();
    if (began - this.checkedAt > MAX_GAP_MS) throw new Error('it has not been looked after for too long');
    const { timeoutMs } = this;
    const ask: RunStatement = (text, values) => listener.query(text, values, timeoutMs);
    // After a commit of very much it takes longer: the next try has more time.
    this.timeoutMs = Math.min(2 * timeoutMs, LOAD_TIMEOUT_MS);
    const { snapshot, authEpoch } = await applyChanges(ask, this.index!, this.seen);
    this.timeoutMs = CHANGES_TIMEOUT_MS;
    Object.assign(this, { seen: snapshot, authEpoch });
    this.checkedAt = began;
    if (listener.isLost) return;
    this.freshUntil = began + FRESH_MS;
    if (this.lastWarning !== undefined) this.logger.log('Routing is up to date again');
    this.lastWarning = undefined;
  }

  /** Once, however often it is tried. */
  private warnOnce({ message }: Error): void {
    if (this.closing.signal.aborted) return;
    this.connectionLosses++;
    if (message !== this.lastWarning) this.logger.warn(`Routing is not up to date: ${message}`);
    this.lastWarning = message;
  }
}

/** Loading leaves behind half as much again as it has built, and V8 would keep the room for it. */
function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
