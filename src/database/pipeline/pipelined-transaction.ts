import type { PoolClient, QueryConfig, QueryResult as PgResult, QueryResultRow } from 'pg';
import {
  QueryFailedError,
  QueryResult,
  type DataSource,
  type EntityManager,
  type QueryRunner,
} from 'typeorm';
import { DatabaseUnavailableError, isStaleStatement } from '../database-errors.js';
import { scopeSettings } from '../scope.js';
import { withStatementSpan } from '../statement-span.js';
import { writeSettings } from '../transaction-settings.js';
import type { Statement, Transaction, TransactionOptions } from '../query-engine.js';
import { isPooled } from './pooler.js';
import { StatementNames } from './statement-names.js';

const names = new StatementNames('write');

/** Whether a connection leads to one PostgreSQL process, which keeps the prepared statements. */
const direct = new WeakMap<PoolClient, boolean>();

/** Takes a connection and sends the beginning of a transaction. */
export async function beginTransaction(
  dataSource: DataSource,
  url: string,
  options: TransactionOptions,
): Promise<Transaction> {
  const runner = dataSource.createQueryRunner('master');
  try {
    const client = (await runner.connect()) as PoolClient;
    if (!direct.has(client)) direct.set(client, !(await isPooled(client)));
    return new PipelinedTransaction(runner, client, url, options);
  } catch (error) {
    await runner.release();
    throw error;
  }
}

/**
 * A transaction whose statements go out in the order in which they are called, without waiting for the responses in
 * between. The connection prepares the statements: a write is half a dozen of them, and to plan them again each time
 * takes PostgreSQL as long as to run them.
 */
class PipelinedTransaction implements Transaction {
  readonly manager: EntityManager;
  readonly authEpoch: Promise<string>;
  private readonly usesPreparedStatements: boolean;
  private lastCause?: Error;
  private isStale = false;
  private isCommitting = false;

  constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly url: string,
    private readonly options: TransactionOptions,
  ) {
    const { scope, settings, unprepared } = options;
    this.usesPreparedStatements = direct.get(client)! && !unprepared;
    runner.query = async (text: string, values: unknown[] = [], structured = false): Promise<never> => {
      const found = await this.query<object>({ text, values });
      return (structured ? toQueryResult(found) : toRaw(found)) as never;
    };
    this.manager = runner.manager;
    // Not awaited: both travel with the first statement of the work.
    const begin = this.send({ text: 'begin' });
    const set = this.query<{ auth_epoch: string }>(writeSettings({ ...scopeSettings(scope), ...settings }));
    this.authEpoch = Promise.all([set, begin]).then(([{ rows }]) => rows[0]!.auth_epoch);
    this.authEpoch.catch(() => undefined);
    // TypeORM then makes savepoints instead of another transaction.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  }

  async commit(check?: Statement): Promise<void> {
    const sent = Promise.all([check && this.query(check), this.send({ text: 'commit' })]);
    this.isCommitting = true;
    const [, { command }] = await sent.finally(() => (this.isCommitting = false));
    // PostgreSQL rolls back a transaction in which a statement has failed.
    if (command !== 'COMMIT') throw new DatabaseUnavailableError();
  }

  async rollback(): Promise<void> {
    await this.send({ text: 'rollback' });
  }

  async release(): Promise<void> {
    Object.assign(this.runner, { isTransactionActive: false, transactionDepth: 0 });
    // The pool takes no connection back that is ending. The next one prepares the statements again.
    if (this.isStale) this.client.end().catch(() => undefined);
    await this.runner.release();
  }

  private async query<Row extends QueryResultRow>({ text, values }: Statement): Promise<PgResult<Row>> {
    // It would run after the commit, as a transaction of its own.
    if (this.isCommitting) throw new Error(`A statement follows the commit: ${text}`);
    const name =
      this.usesPreparedStatements && values.length > 0 ? names.nameFor(text, this.options.scope) : undefined;
    try {
      return await this.send<Row>({ name, text, values });
    } catch (error) {
      // A statement behind one that failed fails as well (`in_failed_sql_transaction`): the cause is the first error.
      if ((error as { code?: string }).code !== '25P02') this.lastCause = error as Error;
      const failure = new QueryFailedError(text, values, this.lastCause ?? (error as Error));
      this.isStale ||= isStaleStatement(failure);
      throw failure;
    }
  }

  private send<Row extends QueryResultRow>(statement: QueryConfig): Promise<PgResult<Row>> {
    return withStatementSpan(statement.text, this.url, () => this.client.query<Row>(statement));
  }
}

/** The form in which TypeORM's own query runner returns rows. */
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
