import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Environment } from '../../config/environment.js';
import { DedicatedConnection } from '../../database/dedicated-connection.js';
import {
  applyChanges,
  EMPTY_SNAPSHOT,
  loadIndex,
  readServerIdentity,
  readSnapshot,
  type RunStatement,
  type Snapshot,
} from '../routing.repository.js';
import { collectUnusedBlocks } from '../index/page-pool.js';
import type { RoutingIndex } from '../index/routing-index.js';

/**
 * The pause between two reads of the log of changes. NOTIFY would announce a change a moment earlier, but PostgreSQL lets
 * transactions that notify commit one after another, each with a write to disk of its own.
 */
const POLL_MS = 25;
/** How long after a successful read the index counts as up to date. */
const FRESH_MS = 1_000;
/** How long the server may take to return the changes. */
const CHANGES_TIMEOUT_MS = 1_000;
/** How long the server may be silent during a full load. */
const LOAD_TIMEOUT_MS = 15_000;
const RETRY_MS = 200;

/** The log keeps each change for at least this long. */
export const LOG_RETENTION_MS = 10 * 60_000;
/** After a longer gap between two reads, an instance no longer trusts that the log still has all changes. */
const MAX_GAP_MS = LOG_RETENTION_MS / 2;

/** The states of the index as metrics and the readiness probe show them. */
export const indexStates = ['loading', 'fresh', 'stale', 'off'] as const;
export type IndexState = (typeof indexStates)[number];

/**
 * Loads the routing index once, then reads the log of changes all the time and applies it. The sync also knows whether the
 * index is up to date: a lost connection makes it stale at once, a silent connection within a second.
 */
@Injectable()
export class RoutingIndexSync implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Undefined until the first load is complete. */
  index?: RoutingIndex;
  /** The auth epoch as of the last read. */
  authEpoch = '';
  /** How often the whole index was loaded. */
  loads = 0;
  /** How often the connection was lost or could not be opened. */
  connectionLosses = 0;

  private freshUntil = 0;
  private lastReadAt = 0;
  private readonly createdAt = Date.now();
  private timeoutMs = CHANGES_TIMEOUT_MS;
  private serverIdentity?: string;
  private snapshot: Snapshot = '';
  private connection?: DedicatedConnection;
  private readonly shutdown = new AbortController();
  private running?: Promise<void>;
  private lastWarning?: string;
  private readonly logger = new Logger(RoutingIndexSync.name);

  constructor(private readonly environment: Environment) {}

  onApplicationBootstrap(): void {
    if (this.isOff) return;
    // Not awaited: until the index is loaded, the database answers.
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    const closed = this.connection?.close();
    await this.running;
    await closed;
  }

  /** The index, if the log of changes was read within the last second. */
  get freshIndex(): RoutingIndex | undefined {
    return Date.now() < this.freshUntil ? this.index : undefined;
  }

  get state(): IndexState {
    if (this.isOff) return 'off';
    if (this.freshIndex) return 'fresh';
    return this.index ? 'stale' : 'loading';
  }

  /** Time since the last successful read; undefined if this process keeps no index. */
  get ageMs(): number | undefined {
    if (this.isOff) return undefined;
    return Date.now() - (this.lastReadAt || this.createdAt);
  }

  private get isOff(): boolean {
    return this.environment.routingIndex === 'off';
  }

  /** The last transaction that the index can contain: the one before the `xmax` of its snapshot. */
  get lastTransaction(): number | undefined {
    return this.snapshot === '' ? undefined : Number(this.snapshot.split(':')[1]) - 1;
  }

  private async run(): Promise<void> {
    const { signal } = this.shutdown;
    while (!signal.aborted) {
      await this.syncUntilDisconnected(signal).catch((error: unknown) => this.warnOnce(error as Error));
      this.freshUntil = 0;
      void this.connection?.close();
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async syncUntilDisconnected(signal: AbortSignal): Promise<void> {
    const connection = await DedicatedConnection.open(
      this.environment.databaseUrl!,
      () => (this.freshUntil = 0),
    );
    this.connection = connection;
    if (signal.aborted) return;
    const run: RunStatement = (text, values) => connection.query(text, values, LOAD_TIMEOUT_MS);
    const serverIdentity = await readServerIdentity(run);
    const gapMs = Date.now() - this.lastReadAt;
    if (!this.index || serverIdentity !== this.serverIdentity || gapMs > MAX_GAP_MS) {
      const lastReadAt = Date.now();
      const snapshot = await readSnapshot(run);
      const index = await loadIndex((query, onRow) => connection.copy(query, onRow, LOAD_TIMEOUT_MS));
      Object.assign(this, { serverIdentity, snapshot, index, lastReadAt });
      // The index before, if there was one.
      if (this.loads++ > 0) collectUnusedBlocks();
    } else {
      // Applies the whole log again, which is harmless: after a crash, PostgreSQL assigns the ids of transactions again
      // that it had not written to disk.
      this.snapshot = EMPTY_SNAPSHOT;
    }
    while (!connection.isLost) {
      await this.pullChanges(connection);
      await connection.pause(POLL_MS);
    }
    throw new Error('the connection was lost');
  }

  private async pullChanges(connection: DedicatedConnection): Promise<void> {
    const startedAt = Date.now();
    if (startedAt - this.lastReadAt > MAX_GAP_MS)
      throw new Error('the last read of changes was too long ago');
    const { timeoutMs } = this;
    const run: RunStatement = (text, values) => connection.query(text, values, timeoutMs);
    // A very large commit takes longer to read, so the next attempt has more time.
    this.timeoutMs = Math.min(2 * timeoutMs, LOAD_TIMEOUT_MS);
    const { snapshot, authEpoch } = await applyChanges(run, this.index!, this.snapshot);
    this.timeoutMs = CHANGES_TIMEOUT_MS;
    Object.assign(this, { snapshot, authEpoch });
    this.lastReadAt = startedAt;
    if (connection.isLost) return;
    this.freshUntil = startedAt + FRESH_MS;
    if (this.lastWarning !== undefined) this.logger.log('Routing is up to date again');
    this.lastWarning = undefined;
  }

  /** Logs the same message once, however many attempts fail. */
  private warnOnce({ message }: Error): void {
    if (this.shutdown.signal.aborted) return;
    this.connectionLosses++;
    if (message !== this.lastWarning) this.logger.warn(`Routing is not up to date: ${message}`);
    this.lastWarning = message;
  }
}
