import { Injectable, type FactoryProvider } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';

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
    return this.dataSource.transaction(work);
  }

  /** A write that is taken back: answers what it would have done, and refuses what it would have refused. */
  async rehearse<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      return await work(runner.manager);
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
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
