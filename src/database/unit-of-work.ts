import { Injectable, type FactoryProvider } from '@nestjs/common';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';

/** A writer that waits longer for a lock gives its connection back, and its caller a 503. */
const LOCK_TIMEOUT_MS = 3_000;

/**
 * The only way from a service to the database. What joins a unit of work takes its manager as a parameter
 * and speaks through `manager.withRepository(…)`.
 */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return work(this.dataSource.manager);
  }

  /** One transaction: everything in it is there, or nothing. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await boundWaiting(manager);
      return work(manager);
    });
  }

  /** A write that is taken back: answers what it would have done, and refuses what it would have refused. */
  async rehearse<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await boundWaiting(runner.manager);
      return await work(runner.manager);
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
}

async function boundWaiting(manager: EntityManager): Promise<void> {
  await manager.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
}

/** Whether a write failed for a named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    error instanceof QueryFailedError &&
    (error.driverError as { constraint?: string }).constraint === constraint
  );
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
