import type { FactoryProvider } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';

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
