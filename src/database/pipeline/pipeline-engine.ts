import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { ReadManager, type RunStatement } from '../read-manager.js';
import { withStatementSpan } from '../statement-span.js';
import {
  QueryEngine,
  type ConnectionStats,
  type EngineOptions,
  type ReadOptions,
  type Transaction,
  type TransactionOptions,
} from '../query-engine.js';
import { CoalescedReads } from './coalesced-reads.js';
import { ReadPool } from './read-pool.js';
import type { ScopedRows } from './scoped-query.js';
import { beginTransaction } from './pipelined-transaction.js';

/**
 * Sends each read as one message on connections that reads share, and the statements of a transaction without waiting
 * for the responses in between. docs/database-pipeline.md lists the private interfaces that this takes.
 */
class PipelineEngine extends QueryEngine {
  private readonly pool: ReadPool;
  private readonly url: string;
  private readonly coalesced = new CoalescedReads<ScopedRows<unknown>>();

  constructor(
    private readonly dataSource: DataSource,
    { url, maxReadConnections }: EngineOptions,
  ) {
    super();
    this.url = url;
    this.pool = new ReadPool((dataSource.driver as unknown as { master: Pool }).master, maxReadConnections);
  }

  get stats(): ConnectionStats {
    return this.pool.stats;
  }

  override read<T>(
    { scope, requiredLsn, onAuthEpoch }: ReadOptions,
    work: (manager: ReadManager) => Promise<T>,
  ): Promise<T> {
    const run: RunStatement = async (text, values, { preparation, coalesce }) => {
      const send = (): Promise<ScopedRows<unknown>> =>
        withStatementSpan(text, this.url, () =>
          this.pool.read({ scope, text, values, requiredLsn }, preparation),
        );
      const { rows, authEpoch } = coalesce
        ? await this.coalesced.run(JSON.stringify([scope, text, values, requiredLsn]), send)
        : await send();
      await onAuthEpoch?.(authEpoch);
      return rows;
    };
    return work(new ReadManager(this.dataSource, scope, run));
  }

  override begin(options: TransactionOptions): Promise<Transaction> {
    return beginTransaction(this.dataSource, this.url, options);
  }

  override close(): Promise<void> {
    return this.pool.close();
  }
}

export const createPipelineEngine = (dataSource: DataSource, options: EngineOptions): QueryEngine =>
  new PipelineEngine(dataSource, options);
