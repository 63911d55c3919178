import { DatabaseError, type PoolClient } from 'pg';
import { QueryFailedError, type DataSource } from 'typeorm';
import { DatabaseUnavailableError, isStaleStatement } from '../../src/database/database-errors.js';
import {
  QueryEngine,
  ReplicaLagError,
  type ConnectionStats,
  type CreateEngine,
  type ReadOptions,
  type Statement,
  type Transaction,
  type TransactionOptions,
} from '../../src/database/query-engine.js';
import { ReadManager, type RunStatement } from '../../src/database/read-manager.js';
import { scopeSettings } from '../../src/database/scope.js';
import { readSettings, writeSettings } from '../../src/database/transaction-settings.js';

/**
 * The reference form of the query engine, with public interfaces of `pg` and TypeORM only. A read takes a connection from
 * the pool and sends `begin`, the settings, the statement and `commit` in `pg`'s pipeline mode. A transaction is
 * TypeORM's.
 */
class PlainEngine extends QueryEngine {
  private reads = 0;
  private transactions = 0;
  /** Part of each statement's name. It changes when the tables no longer fit the prepared statements. */
  private generation = 0;
  private readonly names = new Map<string, string>();

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  get stats(): ConnectionStats {
    return { reading: this.reads, writing: this.transactions, idle: 0, reads: this.reads, queued: 0 };
  }

  override read<T>(
    { scope, requiredLsn, onAuthEpoch }: ReadOptions,
    work: (manager: ReadManager) => Promise<T>,
  ): Promise<T> {
    const run: RunStatement = async (text, values, { preparation }) => {
      const settings = readSettings(scope, requiredLsn);
      const name = `${scope === '/' ? 'platform' : 'subtree'} ${text}`;
      const statement = { text, values };
      const { authEpoch, rows } =
        preparation === 'shared'
          ? await this.runPrepared(name, settings, statement)
          : await this.runInTransaction(settings, statement);
      if (authEpoch === null) throw new ReplicaLagError();
      await onAuthEpoch?.(authEpoch);
      return rows;
    };
    return work(new ReadManager(this.dataSource, scope, run));
  }

  override async begin({ scope, settings }: TransactionOptions): Promise<Transaction> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const { text, values } = writeSettings({ ...scopeSettings(scope), ...settings });
      const [{ auth_epoch }] = (await runner.query(text, values)) as [{ auth_epoch: string }];
      this.transactions++;
      return {
        manager: runner.manager,
        authEpoch: Promise.resolve(auth_epoch),
        commit: async (check) => {
          if (check) await runner.query(check.text, check.values);
          const { command } = await client.query('commit');
          if (command !== 'COMMIT') throw new DatabaseUnavailableError();
        },
        rollback: () => runner.rollbackTransaction(),
        release: async () => {
          this.transactions--;
          await runner.release();
        },
      };
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  private async runPrepared(key: string, settings: Settings, statement: Statement): Promise<ReadResult> {
    let name = this.names.get(key);
    if (name === undefined) this.names.set(key, (name = `statement_${this.names.size + 1}`));
    try {
      return await this.runInTransaction(settings, statement, `${name}_${this.generation}`);
    } catch (error) {
      if (!isStaleStatement(error)) throw error;
      this.generation++;
      return this.runInTransaction(settings, statement);
    }
  }

  private async runInTransaction(
    settings: Settings,
    statement: Statement,
    name?: string,
  ): Promise<ReadResult> {
    const runner = this.dataSource.createQueryRunner();
    this.reads++;
    try {
      const client = (await runner.connect()) as PoolClient;
      const [, set, result] = await Promise.all([
        client.query('begin'),
        client.query<{ auth_epoch: string | null }>({ ...settings, name: name && settings.name }),
        client.query<object>({ ...statement, name }),
        client.query('commit'),
      ]);
      return { authEpoch: set.rows[0]!.auth_epoch, rows: result.rows };
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      throw new QueryFailedError(statement.text, statement.values, error);
    } finally {
      this.reads--;
      await runner.release();
    }
  }
}

type Settings = ReturnType<typeof readSettings>;

interface ReadResult {
  /** Null on a replica that has not replayed the required position. */
  authEpoch: string | null;
  rows: object[];
}

export const createPlainEngine: CreateEngine = (dataSource) => new PlainEngine(dataSource);
