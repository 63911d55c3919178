import { EntityManager, QueryResult, type DataSource } from 'typeorm';

/** Runs a statement of a read and returns its rows. `prepared`: the text is one of few, so it is worth preparing. */
export type RunStatement = (text: string, values: unknown[], prepared: boolean) => Promise<unknown[]>;

/**
 * The manager of a unit of work that only reads. Each statement is a transaction of its own, which `run` sends. SQL goes
 * there directly; statements of TypeORM's query builder get there through the query runner.
 */
export class ReadManager extends EntityManager {
  constructor(
    dataSource: DataSource,
    /** Path of the visible subtree; `/` is the whole platform. */
    readonly scope: string,
    private readonly run: RunStatement,
  ) {
    super(dataSource, createReadRunner(dataSource, run));
  }

  override query<T>(text: string, values: unknown[] = []): Promise<T> {
    return this.run(text, values, true) as Promise<T>;
  }

  /** Lets PostgreSQL plan the statement for its values and for this scope. */
  queryUnprepared<T>(text: string, values: unknown[] = []): Promise<T> {
    return this.run(text, values, false) as Promise<T>;
  }
}

/** A query runner that never takes a connection. */
function createReadRunner(
  dataSource: DataSource,
  run: RunStatement,
): ReturnType<DataSource['createQueryRunner']> {
  const runner = dataSource.createQueryRunner('slave');
  // TypeORM writes numbers such as the limit into the text, so the texts are many.
  runner.query = async (text: string, values: unknown[] = [], structured = false): Promise<never> => {
    const result = new QueryResult();
    result.records = result.raw = await run(text, values, false);
    return (structured ? result : result.raw) as never;
  };
  runner.startTransaction = () =>
    Promise.reject(new Error('A unit of work that reads cannot write: use `write`'));
  return runner;
}
