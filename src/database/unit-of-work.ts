import { Injectable, type FactoryProvider } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, escapeLiteral, type PoolClient } from 'pg';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';
import { Environment } from '../config/environment.js';
import { ApiError } from '../http/api-error.js';
import { unavailable } from '../http/failures.js';
import { PLATFORM_ROLE } from './data-source.js';
import { endOfPath } from './path.js';
import { Turnstile } from './turnstile.js';

/** For whom a unit of work is done: what exists in it, and whom its writes are ascribed to. */
export interface Caller {
  /** Path of the subtree that exists; `/` for everything. */
  scope: string;
  actor?: Actor;
  /** Whose remembered answers exist. */
  principal?: string;
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

/** A writer that waits longer for a lock gives its connection back, and its caller a 503. */
const LOCK_TIMEOUT_MS = 3_000;
/** So does whoever asks something that takes longer than any honest question. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** An instance that has vanished from the network does not keep its locks. */
const IDLE_TIMEOUT_MS = 15_000;
/** How long a writer waits for its turn. */
const TURN_TIMEOUT_MS = 3_000;
/** How much of the pool those may hold who can be waiting for a lock. */
const WRITERS_SHARE = 0.7;
/** How often a write is tried that met another one head-on. */
const ATTEMPTS = 5;

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * The only way from a service to the database: a transaction in which nothing exists but what is in the caller's
 * scope, for row-level security reads it from there. What joins a unit of work takes its manager as a parameter
 * and speaks through `manager.withRepository(…)`.
 */
@Injectable()
export class UnitOfWork {
  /** The transaction around a whole request, where there is one. */
  private readonly around = new AsyncLocalStorage<EntityManager>();
  /** Writers wait for each other, readers for nobody: some connections of the pool are always theirs. */
  private readonly writers: Turnstile;

  constructor(
    private readonly dataSource: DataSource,
    { databasePoolSize }: Environment,
  ) {
    this.writers = new Turnstile(
      Math.max(1, Math.floor(databasePoolSize * WRITERS_SHARE)),
      TURN_TIMEOUT_MS,
      () => new ApiError(unavailable),
    );
  }

  read<T>(caller: Caller, work: Work<T>): Promise<T> {
    const around = this.around.getStore();
    return around ? work(around) : this.transact(caller, 'read', work);
  }

  /**
   * Everything in it is there, or nothing. Where PostgreSQL breaks it off because it met another transaction
   * (deadlock, serialization), it is done again from the start: `work` must have no effect but on the database.
   */
  write<T>(caller: Caller, work: Work<T>): Promise<T> {
    const around = this.around.getStore();
    return around ? around.transaction(work) : this.persist(caller, 'write', work);
  }

  /** A write that all units of work inside of `work` join: they are there together, or not at all. */
  writeAround<T>(caller: Caller, work: Work<T>): Promise<T> {
    return this.write(caller, (manager) => this.around.run(manager, () => work(manager)));
  }

  /** A write that is taken back: answers what it would have done, and refuses what it would have refused. */
  rehearse<T>(caller: Caller, work: Work<T>): Promise<T> {
    return this.persist(caller, 'rehearsal', work);
  }

  private async persist<T>(caller: Caller, kind: 'write' | 'rehearsal', work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.writers.pass(() => this.transact(caller, kind, work));
      } catch (error) {
        if (attempt === ATTEMPTS || !metAnother(error)) throw error;
        await sleep(Math.random() * 20 * attempt);
      }
  }

  private async transact<T>(
    { scope, actor, principal }: Caller,
    kind: 'read' | 'write' | 'rehearsal',
    work: Work<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const settings = [
      kind === 'read' ? 'begin read only' : 'begin',
      ...scopeSettings(scope),
      `set local lock_timeout = ${LOCK_TIMEOUT_MS}`,
      `set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
      `set local idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}`,
      ...(actor ? [`set local organizations.actor = ${escapeLiteral(JSON.stringify(actor))}`] : []),
      ...(principal ? [`set local organizations.principal = ${escapeLiteral(principal)}`] : []),
    ];
    // Not awaited: in the pipeline it travels with the first query of the work.
    const begun = client.query(settings.join(';'));
    begun.catch(() => undefined);
    // TypeORM shall know that there is a transaction, and make savepoints rather than another.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    try {
      const result = await work(runner.manager);
      await begun;
      const end = kind === 'rehearsal' ? 'rollback' : 'commit';
      const ended = client.query(end);
      // What a reader has read does not hang on the end; whoever gets the connection next comes after it.
      if (kind === 'read') ended.catch(() => undefined);
      else if ((await ended).command.toLowerCase() !== end) throw new ApiError(unavailable);
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      // Without its beginning the work has seen nothing, and its own complaint means nothing.
      await begun;
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
  }
}

/** Lets a unit of work count what its caller cannot see, from here to its end. */
export async function widenScope(manager: EntityManager): Promise<void> {
  for (const setting of scopeSettings('/')) await manager.query(setting);
}

/** A subtree is the range of its paths; for everything there is a role that nothing is compared for. */
function scopeSettings(scope: string): string[] {
  if (scope === '/') return [`set local role ${PLATFORM_ROLE}`];
  return [
    `set local organizations.scope = ${escapeLiteral(scope)}`,
    `set local organizations.scope_end = ${escapeLiteral(endOfPath(scope))}`,
  ];
}

/** `serialization_failure` and `deadlock_detected`. */
function metAnother(error: unknown): boolean {
  return ['40001', '40P01'].includes(driverError(error)?.code ?? '');
}

/** Whether a write failed for a named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return driverError(error)?.constraint === constraint;
}

function driverError(error: unknown): DatabaseError | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof DatabaseError ? cause : undefined;
}

/**
 * Provides a custom repository. It is built here and not by Nest, for TypeORM builds it anew, with this very
 * constructor, inside each transaction.
 */
export function provideRepository<T extends ObjectLiteral, R extends Repository<T>>(
  repository: new (target: EntityTarget<T>, manager: EntityManager) => R,
  entity: EntityTarget<T>,
): FactoryProvider<R> {
  return {
    provide: repository,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new repository(entity, dataSource.manager),
  };
}
