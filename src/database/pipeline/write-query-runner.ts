import type { PoolClient, QueryConfig, QueryResult as PgResult, QueryResultRow } from 'pg';
import { EntityManager, QueryFailedError, QueryResult, type DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { batchWrites, streamOf } from './batch-writes.js';
import { isPooled } from './pooler.js';
import { withStatementSpan } from '../statement-span.js';
import { StatementNames } from './statement-names.js';

const names = new StatementNames('write');

/** Whether a connection leads to one and the same PostgreSQL process, which can keep statements for it. */
const direct = new WeakMap<PoolClient, boolean>();

/**
 * What a unit of work writes with: a transaction's connection that keeps what it is asked under names. A write is half a
 * dozen statements, and to plan them anew each time takes PostgreSQL as long as to do them. They go out in the order in
 * which they are asked, and need not wait for each other's answers.
 */
export class WriteQueryRunner extends PostgresQueryRunner {
  private client?: PoolClient;
  private usesPreparedStatements = false;
  private firstError?: Error;

  constructor(
    dataSource: DataSource,
    private readonly scope: string,
    private readonly url: string,
  ) {
    super(dataSource.driver as PostgresDriver, 'master');
    Object.assign(this, { manager: new EntityManager(dataSource, this) });
  }

  /** `anew`: nothing is kept, for what a connection has kept did not fit any more. */
  async open(anew: boolean): Promise<void> {
    const client = (await this.connect()) as PoolClient;
    this.client = client;
    try {
      if (!direct.has(client)) direct.set(client, !(await isPooled(client)));
    } catch (error) {
      await this.release();
      throw error;
    }
    this.usesPreparedStatements = direct.get(client)! && !anew;
  }

  /** Nothing waits for the answer to what was sent before. */
  send<Row extends QueryResultRow>(statement: QueryConfig): Promise<PgResult<Row>> {
    batchWrites(streamOf(this.client!));
    const client = this.client!;
    return withStatementSpan(statement.text, this.url, () => client.query<Row>(statement));
  }

  /** Closes the connection, which has kept what does not fit any more. */
  async discard(reason: Error): Promise<void> {
    await (
      this as unknown as { releasePostgresConnection(reason: Error): Promise<void> }
    ).releasePostgresConnection(reason);
  }

  override async query(text: string, values: unknown[] = [], structured = false): Promise<never> {
    const name =
      this.usesPreparedStatements && values.length > 0 ? names.nameFor(text, this.scope) : undefined;
    try {
      const found = await this.send<object>({ name, text, values });
      return (structured ? toQueryResult(found) : toRaw(found)) as never;
    } catch (error) {
      // What was sent behind a statement that failed fails with it (`in_failed_sql_transaction`) and has no cause of its own.
      if ((error as { code?: string }).code !== '25P02') this.firstError = error as Error;
      throw new QueryFailedError(text, values, this.firstError ?? (error as Error));
    }
  }
}

/** As TypeORM has it. */
function toRaw({ command, rows, rowCount }: PgResult<object>): unknown {
  return command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
}

function toQueryResult(found: PgResult<object>): QueryResult {
  const result = new QueryResult();
  result.records = found.rows;
  result.affected = found.rowCount ?? undefined;
  result.raw = toRaw(found);
  return result;
}
