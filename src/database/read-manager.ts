import { EntityManager, QueryResult, type DataSource } from 'typeorm';

/** How to run a statement of a read. */
export interface StatementOptions {
  /**
   * How a connection prepares it: `shared` once for the whole platform and once for all subtrees, because the text is one of
   * few; `scoped` once for each scope, so that PostgreSQL plans it for that scope and keeps the plan; `none` not at all, so
   * that PostgreSQL plans it for its scope and its values each time.
   */
  preparation: 'shared' | 'scoped' | 'none';
  /**
   * Whether callers in one scope who wait for the same statement at the same time share one run of it. It starts after all
   * of them have asked, so it shows none of them less than a run of its own would.
   */
  coalesce?: boolean;
}

/** Runs a statement of a read and returns its rows. */
export type RunStatement = (text: string, values: unknown[], options: StatementOptions) => Promise<unknown[]>;

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
    return this.run(text, values, { preparation: 'shared' }) as Promise<T>;
  }

  queryWith<T>(options: StatementOptions, text: string, values: unknown[] = []): Promise<T> {
    return this.run(text, values, options) as Promise<T>;
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
    result.records = result.raw = await run(text, values, { preparation: 'none' });
    return (structured ? result : result.raw) as never;
  };
  runner.startTransaction = () =>
    Promise.reject(new Error('A unit of work that reads cannot write: use `write`'));
  return runner;
}
