import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { Environment } from '../config/environment.js';
import { INTERNAL, withSpan } from '../observability/tracing.js';
import {
  DatabaseUnavailableError,
  isAuthEpochChanged,
  isStaleStatement,
  isSerializationFailure,
} from './database-errors.js';
import { DatabaseServers, writerConnections } from './database-servers.js';
import type { Transaction } from './query-engine.js';
import type { ReadTarget } from './replication/replica.js';
import {
  retryOnAuthEpochChange,
  assertCurrent,
  AuthEpochChangedError,
  type AuthEpoch,
} from './auth-epoch.js';
import { scopeSettings, setConfigSql } from './scope.js';
import { Semaphore } from './semaphore.js';

/** The caller of a unit of work: what is visible in it, and the author of its writes. */
export interface Caller {
  /** Path of the visible subtree; `/` is the whole platform. */
  scope: string;
  actor?: Actor;
  /** The auth epoch of a cached scope. Undefined when the scope was just read. */
  authEpoch?: AuthEpoch;
}

/** The author of a write in the history. The triggers read these names. */
export interface Actor {
  subject: string;
  role: string;
  organizationId: number | null;
  apiKeyId?: string;
  requestId: string;
}

/** The program itself: it sees the whole platform, and the history names no author. */
export const PLATFORM: Caller = { scope: '/' };

/** In milliseconds. */
const LIMITS = {
  // A transaction that waits longer for a lock fails with a 503 and gives its connection back.
  lock_timeout: '3000',
  // So does a statement that runs longer than any reasonable one.
  statement_timeout: '15000',
  // An instance that has lost its network does not keep its locks.
  idle_in_transaction_session_timeout: '15000',
};
/** How long a transaction waits for a permit to begin. */
const WRITE_QUEUE_TIMEOUT_MS = 3_000;
/** How often a transaction is attempted if it conflicts with others. */
const MAX_ATTEMPTS = 5;

/**
 * Why a unit of work runs again: a conflict with another transaction, a prepared statement that no longer fits the tables,
 * or a change of the caller's permissions.
 */
export const retryReasons = ['conflict', 'stale_statement', 'auth_epoch'] as const;
type RetryReason = (typeof retryReasons)[number];

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * Runs the last statements of a write and sends the commit right behind them, which saves waiting for their responses. If one
 * of them fails, PostgreSQL rolls back. `last` must send its statements at once, and decide nothing by their results.
 */
export type CommitWith = <R>(last: () => Promise<R>) => Promise<R>;

type Write<T> = (manager: EntityManager, commitWith: CommitWith) => Promise<T>;

/** For a transaction that does not end with the write. */
const withoutCommit: CommitWith = (last) => last();

/**
 * The way from a service to the database; only the sync of the routing index has a connection of its own. Row-level security
 * shows only the rows in the caller's scope (`scope.ts` has how). A write is one transaction; in a read, each statement is
 * one. A method that joins a unit of work takes its manager as a parameter and uses `manager.withRepository(…)`.
 *
 * The permissions of a caller with a cached scope may have changed. Each transaction checks that, and then the whole unit of
 * work runs again with the current permissions: no response rests on outdated ones.
 */
@Injectable()
export class UnitOfWork {
  /** The transaction of the whole request, if it has one, the caller that it runs for, and what follows its commit. */
  private readonly openRequest = new AsyncLocalStorage<{
    caller: Caller;
    manager: EntityManager;
    afterCommit: (() => void)[];
  }>();
  /** Limits the transactions, so that some connections of the pool always remain for reads. */
  readonly writeSemaphore: Semaphore;
  /** How many units of work ran again, by reason. */
  readonly retries: Record<RetryReason, number> = { conflict: 0, stale_statement: 0, auth_epoch: 0 };

  constructor(
    private readonly servers: DatabaseServers,
    { databasePoolSize }: Environment,
  ) {
    const share = writerConnections(databasePoolSize);
    this.writeSemaphore = new Semaphore(share, WRITE_QUEUE_TIMEOUT_MS, () => new DatabaseUnavailableError());
  }

  async read<T>(caller: Caller, work: Work<T>): Promise<T> {
    const request = this.joinRequest(caller);
    if (request) return work(request);
    const { primary, router } = this.servers;
    const read = (target: ReadTarget): Promise<T> =>
      this.retryOnAuthEpochChange(() => this.readAt(target, caller, work));
    return router ? router.read(read) : read({ engine: primary });
  }

  /** Reads on the primary. While the primary is down, a replica may know less than the primary has acknowledged. */
  readPrimary<T>(caller: Caller, work: Work<T>): Promise<T> {
    return this.retryOnAuthEpochChange(() => this.readAt({ engine: this.servers.primary }, caller, work));
  }

  /**
   * Runs `work` in one transaction. After a deadlock or a serialization failure it runs again from the start, so `work`
   * must affect nothing but the database.
   */
  async write<T>(caller: Caller, work: Write<T>): Promise<T> {
    const request = this.joinRequest(caller);
    return request
      ? request.transaction((manager) => work(manager, withoutCommit))
      : this.runTransaction(caller, 'commit', work);
  }

  /**
   * Runs a whole request in one transaction: all units of work inside `work` join it and must be those of `caller`.
   * `owner` is the key of the principal whose stored responses are visible in it.
   */
  async requestTransaction<T>(caller: Caller, owner: string, work: Work<T>): Promise<T> {
    let afterCommit: (() => void)[] = [];
    const result = await this.runTransaction(
      caller,
      'commit',
      (manager) => {
        // Of this attempt only.
        afterCommit = [];
        return this.openRequest.run({ caller, manager, afterCommit }, () => work(manager));
      },
      { 'organizations.principal': owner },
    );
    for (const act of afterCommit) act();
    return result;
  }

  /** Calls `act` once the writes before it are committed: at once, or after the transaction of the request. */
  afterCommit(act: () => void): void {
    const request = this.openRequest.getStore();
    if (request) request.afterCommit.push(act);
    else act();
  }

  /** A write that is rolled back. It returns and throws what the write would. */
  dryRun<T>(caller: Caller, work: Work<T>): Promise<T> {
    if (this.openRequest.getStore())
      throw new Error('A dry run cannot be rolled back inside the transaction of a request');
    return this.runTransaction(caller, 'rollback', work);
  }

  /**
   * The manager of the request's transaction. That transaction has the scope and the author of the caller that opened
   * it, so a unit of work of another caller cannot run in it.
   */
  private joinRequest(caller: Caller): EntityManager | undefined {
    const request = this.openRequest.getStore();
    if (request && request.caller !== caller)
      throw new Error('A unit of work cannot join the transaction of a request of another caller');
    return request?.manager;
  }

  private retryOnAuthEpochChange<T>(act: () => Promise<T>): Promise<T> {
    return retryOnAuthEpochChange(act, () => this.retries.auth_epoch++);
  }

  private readAt<T>({ engine, requiredLsn }: ReadTarget, caller: Caller, work: Work<T>): Promise<T> {
    const { scope, authEpoch } = caller;
    return engine.read(
      { scope, requiredLsn, onAuthEpoch: authEpoch && ((current) => assertCurrent(authEpoch, current)) },
      work,
    );
  }

  private runTransaction<T>(
    caller: Caller,
    end: End,
    work: Write<T>,
    settings: Record<string, string> = {},
  ): Promise<T> {
    const runWithRetries = (): Promise<T> =>
      this.retryOnAuthEpochChange(() => this.retryTransaction(caller, end, work, settings));
    return withSpan('unit of work', INTERNAL, {}, runWithRetries);
  }

  private async retryTransaction<T>(
    caller: Caller,
    end: End,
    work: Write<T>,
    settings: Record<string, string>,
  ): Promise<T> {
    for (let attempt = 1, unprepared = false; ; attempt++)
      try {
        return await this.writeSemaphore.run(() =>
          this.attemptTransaction(caller, end, work, settings, unprepared),
        );
      } catch (error) {
        const isStale: boolean = !unprepared && isStaleStatement(error);
        if (attempt === MAX_ATTEMPTS || !(isStale || isSerializationFailure(error))) throw error;
        this.retries[isStale ? 'stale_statement' : 'conflict']++;
        unprepared ||= isStale;
        await sleep(Math.random() * 20 * attempt);
      }
  }

  private async attemptTransaction<T>(
    caller: Caller,
    end: End,
    work: Write<T>,
    settings: Record<string, string>,
    unprepared: boolean,
  ): Promise<T> {
    const { scope, actor, authEpoch } = caller;
    const transaction = await this.servers.primary.begin({
      scope,
      settings: { ...LIMITS, ...(actor && { 'organizations.actor': JSON.stringify(actor) }), ...settings },
      unprepared,
    });
    // The transaction may wait while others change the caller's permissions: the commit checks the epoch again.
    const commit = (epoch: string | undefined): Promise<void> =>
      transaction.commit(authEpoch && { text: 'select require_auth_epoch($1)', values: [epoch] });
    let committed: Promise<void> | undefined;
    const commitWith: CommitWith = (last) => {
      const result = last();
      committed = commit(authEpoch?.value);
      // Awaited below, unless `last` fails: then its error is the cause.
      committed.catch(() => undefined);
      return result;
    };
    try {
      const result = await work(transaction.manager, end === 'commit' ? commitWith : withoutCommit);
      const current = await transaction.authEpoch;
      if (committed) {
        await committed;
        if (authEpoch) authEpoch.verified = true;
        return result;
      }
      await assertCurrent(authEpoch, current);
      await (end === 'rollback' ? transaction.rollback() : commit(current));
      return result;
    } catch (thrown) {
      const error = await causeOf(thrown, committed);
      await transaction.rollback().catch(() => undefined);
      if (isStaleStatement(error)) throw error;
      // When the transaction did not begin, or the caller has other permissions by now, this is the cause and `error` only
      // a consequence.
      await transaction.authEpoch;
      if (authEpoch) await assertCurrent(authEpoch, await currentAuthEpoch(transaction));
      if (isAuthEpochChanged(error)) throw new AuthEpochChangedError();
      throw error;
    } finally {
      await transaction.release();
    }
  }
}

/** If the commit failed by a conflict, the work ran on what is outdated, and its own error may only follow from that. */
async function causeOf(thrown: unknown, committed: Promise<void> | undefined): Promise<unknown> {
  const failure: unknown = await committed?.then(
    () => undefined,
    (error: unknown) => error,
  );
  return isAuthEpochChanged(failure) || isSerializationFailure(failure) ? failure : thrown;
}

/** Call it after the end of the transaction. */
async function currentAuthEpoch({ manager }: Transaction): Promise<string> {
  const [row] = await manager.query<[{ value: string }]>('select value from auth_epoch');
  return row.value;
}

type End = 'commit' | 'rollback';

/** Shows the transaction of `manager` the whole platform from here to its end, to count rows that its caller cannot see. */
export async function widenScope(manager: EntityManager): Promise<void> {
  const [selected, values] = setConfigSql(scopeSettings('/'));
  await manager.query(`select ${selected}`, values);
}
