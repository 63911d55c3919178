import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { Environment } from '../config/environment.js';
import { INTERNAL, withSpan } from '../observability/tracing.js';
import {
  DatabaseUnavailableError,
  isAuthEpochChanged,
  isStaleStatement,
  isSerializationFailure,
} from './database-errors.js';
import { ReadManager, type RunStatement } from './pipeline/read-manager.js';
import type { ReadTarget } from './replication/replica.js';
import { writerConnections, ReadRouter } from './replication/read-router.js';
import {
  retryOnAuthEpochChange,
  assertCurrent,
  AuthEpochChangedError,
  type AuthEpoch,
} from './auth-epoch.js';
import { withStatementSpan } from './statement-span.js';
import { scopeSettings, setConfigSql } from './scope.js';
import { Semaphore } from './semaphore.js';
import { WriteQueryRunner } from './pipeline/write-query-runner.js';

/** For whom a unit of work is done: what exists in it, and whom its writes are ascribed to. */
export interface Caller {
  /** Path of the subtree that exists; `/` for everything. */
  scope: string;
  actor?: Actor;
  /** What the scope was derived from, where it was not derived just now. */
  authEpoch?: AuthEpoch;
}

/** Whom the triggers ascribe a write to; they know these names. */
export interface Actor {
  subject: string;
  role: string;
  organizationId: number | null;
  apiKeyId?: string;
  requestId: string;
}

/** The program itself, for what it has to know before it knows who calls. */
export const PLATFORM: Caller = { scope: '/' };

/** In milliseconds. */
const LIMITS = {
  // A writer that waits longer for a lock gives its connection back, and its caller a 503.
  lock_timeout: '3000',
  // So does whoever asks something that takes longer than any honest question.
  statement_timeout: '15000',
  // An instance that has vanished from the network does not keep its locks.
  idle_in_transaction_session_timeout: '15000',
};
/** How long a writer waits for its turn. */
const WRITE_QUEUE_TIMEOUT_MS = 3_000;
/** How often a write is tried that met another one head-on. */
const MAX_ATTEMPTS = 5;

/** It met another transaction; a kept statement did not fit any more; the caller's rights had changed. */
export const retryReasons = ['conflict', 'stale_statement', 'auth_epoch'] as const;
type RetryReason = (typeof retryReasons)[number];

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * The only way from a service to the database, in which nothing exists but what is in the caller's scope, for row-level
 * security reads it from there. A write is a transaction; each statement of a read is one. What joins a unit of work
 * takes its manager as a parameter and speaks through `manager.withRepository(…)`.
 *
 * A caller whose scope was remembered may have other rights by now. The same transaction that reads or writes says so,
 * and then everything is done again by the rights of now: nobody ever acts by those of yesterday.
 */
@Injectable()
export class UnitOfWork {
  /** The transaction around a whole request, where there is one. */
  private readonly requestManager = new AsyncLocalStorage<EntityManager>();
  /** Writers wait for each other, readers for nobody: some connections of the pool are always theirs. */
  readonly writeSemaphore: Semaphore;
  /** How often something was done again, and why. */
  readonly retries: Record<RetryReason, number> = { conflict: 0, stale_statement: 0, auth_epoch: 0 };

  constructor(
    private readonly dataSource: DataSource,
    private readonly replicas: ReadRouter,
    { databasePoolSize }: Environment,
  ) {
    const share = writerConnections(databasePoolSize);
    this.writeSemaphore = new Semaphore(share, WRITE_QUEUE_TIMEOUT_MS, () => new DatabaseUnavailableError());
  }

  async read<T>(caller: Caller, work: Work<T>): Promise<T> {
    const around = this.requestManager.getStore();
    if (around) return work(around);
    return this.replicas.read((server) =>
      this.retryOnAuthEpochChange(() => this.readAt(server, caller, work)),
    );
  }

  /** The same on no replica, which may know less than the primary has told while that is away. */
  readPrimary<T>(caller: Caller, work: Work<T>): Promise<T> {
    return this.retryOnAuthEpochChange(() => this.readAt(this.replicas.primary, caller, work));
  }

  /**
   * Everything in it is there, or nothing. Where PostgreSQL breaks it off because it met another transaction
   * (deadlock, serialization), it is done again from the start: `work` must have no effect but on the database.
   */
  write<T>(caller: Caller, work: Work<T>): Promise<T> {
    const around = this.requestManager.getStore();
    return around ? around.transaction(work) : this.runTransaction(caller, 'commit', work);
  }

  /**
   * A write that all units of work inside of `work` join: they are there together, or not at all. `owner`: whose
   * remembered answers exist in it.
   */
  requestTransaction<T>(caller: Caller, owner: string, work: Work<T>): Promise<T> {
    return this.runTransaction(
      caller,
      'commit',
      (manager) => this.requestManager.run(manager, () => work(manager)),
      {
        'organizations.principal': owner,
      },
    );
  }

  /** A write that is taken back: answers what it would have done, and refuses what it would have refused. */
  dryRun<T>(caller: Caller, work: Work<T>): Promise<T> {
    return this.runTransaction(caller, 'rollback', work);
  }

  private retryOnAuthEpochChange<T>(act: () => Promise<T>): Promise<T> {
    return retryOnAuthEpochChange(act, () => this.retries.auth_epoch++);
  }

  private readAt<T>({ url, pool, requiredLsn }: ReadTarget, caller: Caller, work: Work<T>): Promise<T> {
    const ask: RunStatement = async (text, values, fixed) => {
      const { rows, authEpoch } = await withStatementSpan(text, url, () =>
        pool.read({ scope: caller.scope, text, values, requiredLsn }, fixed),
      );
      await assertCurrent(caller.authEpoch, authEpoch);
      return rows;
    };
    return work(new ReadManager(this.dataSource, caller.scope, ask));
  }

  private runTransaction<T>(
    caller: Caller,
    end: End,
    work: Work<T>,
    settings: Record<string, string> = {},
  ): Promise<T> {
    const persist = (): Promise<T> =>
      this.retryOnAuthEpochChange(() => this.retryTransaction(caller, end, work, settings));
    return withSpan('unit of work', INTERNAL, {}, persist);
  }

  private async retryTransaction<T>(
    caller: Caller,
    end: End,
    work: Work<T>,
    settings: Record<string, string>,
  ): Promise<T> {
    for (let attempt = 1, anew = false; ; attempt++)
      try {
        return await this.writeSemaphore.run(() =>
          this.attemptTransaction(caller, end, work, settings, anew),
        );
      } catch (error) {
        const outdated: boolean = !anew && isStaleStatement(error);
        if (attempt === MAX_ATTEMPTS || !(outdated || isSerializationFailure(error))) throw error;
        this.retries[outdated ? 'stale_statement' : 'conflict']++;
        anew ||= outdated;
        await sleep(Math.random() * 20 * attempt);
      }
  }

  private async attemptTransaction<T>(
    caller: Caller,
    end: End,
    work: Work<T>,
    settings: Record<string, string>,
    anew: boolean,
  ): Promise<T> {
    const runner = new WriteQueryRunner(this.dataSource, caller.scope, this.replicas.primary.url);
    await runner.open(anew);
    // Not awaited: in the pipeline they travel with the first query of the work.
    const begun = Promise.all([
      runner.send({ text: 'begin' }),
      runner.query(...beginStatement(caller, settings)) as Promise<[{ version: string }]>,
    ]);
    begun.catch(() => undefined);
    // TypeORM shall know that there is a transaction, and make savepoints rather than another.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    try {
      const result = await work(runner.manager);
      const [, [{ version }]] = await begun;
      await assertCurrent(caller.authEpoch, version);
      // It may have waited for others, who have changed its caller's rights: they are looked at once more at its end.
      const checked =
        caller.authEpoch && end === 'commit' && runner.query('select require_auth_epoch($1)', [version]);
      const ended = await Promise.all([checked, runner.send({ text: end })]);
      if (ended[1].command.toLowerCase() !== end) throw new DatabaseUnavailableError();
      return result;
    } catch (error) {
      await runner.send({ text: 'rollback' }).catch(() => undefined);
      if (isStaleStatement(error)) {
        await runner.discard(error as Error);
        throw error;
      }
      // Without its beginning the work has seen nothing, and its own complaint means nothing; nor does it where the
      // caller has other rights by now than it was done by.
      await begun;
      if (caller.authEpoch) await assertCurrent(caller.authEpoch, await currentAuthEpoch(runner));
      if (isAuthEpochChanged(error)) throw new AuthEpochChangedError();
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
  }
}

/** Outside of a transaction. */
async function currentAuthEpoch(runner: WriteQueryRunner): Promise<string> {
  const [row] = (await runner.query('select version from rights')) as [{ version: string }];
  return row.version;
}

/** What a transaction sets first, with the version of everybody's rights that it begins with. */
function beginStatement(
  { scope, actor }: Caller,
  settings: Record<string, string>,
): [text: string, values: string[]] {
  const [selected, values] = setConfigSql({
    ...scopeSettings(scope),
    ...LIMITS,
    ...(actor && { 'organizations.actor': JSON.stringify(actor) }),
    ...settings,
  });
  return [`select (select value from auth_epoch) as version, ${selected}`, values];
}

type End = 'commit' | 'rollback';

/** Lets a unit of work count what its caller cannot see, from here to its end. */
export async function widenScope(manager: EntityManager): Promise<void> {
  const [selected, values] = setConfigSql(scopeSettings('/'));
  await manager.query(`select ${selected}`, values);
}
