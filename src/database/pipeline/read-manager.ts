import { EntityManager, QueryResult, type DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

/** Answers the rows of a statement within the scope of a unit of work. `fixed`: its text is one of few. */
export type RunStatement = (text: string, values: unknown[], fixed: boolean) => Promise<unknown[]>;

/**
 * What a unit of work reads with. It has no transaction, for each statement is one of its own, and sees what was
 * committed before it, as it would in a transaction (READ COMMITTED). What a repository asks in SQL goes the shortest
 * way; what TypeORM asks for it comes here as well.
 */
export class ReadManager extends EntityManager {
  constructor(
    dataSource: DataSource,
    readonly scope: string,
    readonly run: RunStatement,
  ) {
    super(dataSource);
  }

  override query<T>(text: string, values: unknown[] = []): Promise<T> {
    return this.run(text, values, true) as Promise<T>;
  }

  /** Lets PostgreSQL plan the statement for this caller. */
  queryUnprepared<T>(text: string, values: unknown[] = []): Promise<T> {
    return this.run(text, values, false) as Promise<T>;
  }
}

class ReadQueryRunner extends PostgresQueryRunner {
  constructor(
    driver: PostgresDriver,
    private readonly ask: RunStatement,
  ) {
    super(driver, 'slave');
  }

  /** On a connection that others read on as well there is no transaction to be opened. */
  override startTransaction(): Promise<void> {
    return Promise.reject(new Error('A unit of work that reads cannot write: use `write`'));
  }

  /** TypeORM writes numbers such as the limit into the text, so there are many of them. */
  override async query(text: string, values: unknown[] = [], structured = false): Promise<never> {
    const result = new QueryResult();
    result.records = result.raw = await this.ask(text, values, false);
    return (structured ? result : result.raw) as never;
  }
}

// Made when TypeORM asks for it, which the hot paths do not: it is a dozen objects.
Object.defineProperty(ReadManager.prototype, 'queryRunner', {
  get(this: ReadManager) {
    const runner = new ReadQueryRunner(this.dataSource.driver as PostgresDriver, this.run);
    Object.defineProperty(this, 'queryRunner', { value: Object.assign(runner, { manager: this }) });
    return runner;
  },
});
