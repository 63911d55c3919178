import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import { QueueTimeoutError, isStaleStatement } from '../database-errors.js';
import type { ConnectionStats } from '../query-engine.js';
import type { StatementOptions } from '../read-manager.js';
import { isPooled } from './pooler.js';
import { ScopedQuery, type ScopedRows, type ScopedStatement } from './scoped-query.js';
import { ScopedStatementNames, StatementNames } from './statement-names.js';

/**
 * How long a read may wait behind other reads of its connection. The statement stays sent: PostgreSQL executes it in its
 * turn, and the response is ignored.
 */
const QUEUE_TIMEOUT_MS = 5_000;
/** A connection whose first read has taken this long gets another read only when all connections are slow. */
const SLOW_MS = 50;
/** More than the number of reads that ever wait on one connection. */
const SLOW_PENALTY = 1_000_000;

/** A connection that reads share. */
interface Connection {
  client: PoolClient;
  /** Reads that wait for their response, in the order of the responses. */
  pending: Set<object>;
  /** Since when the first of them is the first. */
  headSince: number;
  /** Whether it leads to one PostgreSQL process, which keeps the prepared statements. */
  isDirect: boolean;
}

/**
 * The connections for reads. A read is one message and one transaction, so the reads of many callers share a connection
 * and do not wait for each other's responses: PostgreSQL finds the next read when it is done with one, and one system
 * call sends or receives many. A read takes the connection with the fewest pending reads, and one with a slow read only
 * when all have one. While all are busy another connection opens, up to `maxConnections`.
 */
export class ReadPool {
  private readonly connections: Connection[] = [];
  private opening: Promise<Connection> | undefined;
  private closed = false;
  private readonly sharedNames = new StatementNames('read');
  private readonly scopedNames = new ScopedStatementNames();

  constructor(
    private readonly pool: Pool,
    private readonly maxConnections: number,
  ) {}

  async read<Row>(
    statement: ScopedStatement,
    preparation: StatementOptions['preparation'],
  ): Promise<ScopedRows<Row>> {
    for (let isRetry = false; ; isRetry = true) {
      const connection = this.leastBusy() ?? (await this.open());
      const name = connection.isDirect && !isRetry ? this.nameFor(statement, preparation) : undefined;
      try {
        return await send<Row>(connection, { ...statement, name });
      } catch (error) {
        if (isRetry || !isStaleStatement(error)) throw error;
      }
    }
  }

  /** Gives all connections back, also one that is being opened: the pool waits for them before it ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    for (const { client } of this.connections.splice(0)) client.release();
  }

  get stats(): ConnectionStats {
    const { totalCount, idleCount, waitingCount } = this.pool;
    const reading = this.connections.length;
    return {
      reading,
      // A connection that is being opened counts for neither yet.
      writing: Math.max(0, totalCount - idleCount - reading),
      idle: idleCount,
      reads: this.connections.reduce((sum, { pending }) => sum + pending.size, 0),
      queued: waitingCount,
    };
  }

  private nameFor(
    { text, scope }: ScopedStatement,
    preparation: StatementOptions['preparation'],
  ): string | undefined {
    switch (preparation) {
      case 'shared':
        return this.sharedNames.nameFor(text, scope);
      case 'scoped':
        return this.scopedNames.nameFor(text, scope);
      case 'none':
        return undefined;
    }
  }

  private leastBusy(): Connection | undefined {
    let best: Connection | undefined;
    const slow = performance.now() - SLOW_MS;
    const burden = ({ pending, headSince }: Connection): number =>
      pending.size > 0 && headSince < slow ? pending.size + SLOW_PENALTY : pending.size;
    for (const connection of this.connections)
      if (!best || burden(connection) < burden(best)) best = connection;
    if (best && best.pending.size > 0 && !this.closed && this.connections.length < this.maxConnections)
      this.open().catch(() => undefined);
    return best;
  }

  private open(): Promise<Connection> {
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<Connection> {
    if (this.closed) throw new Error('The pool of read connections is closed');
    const client = await this.pool.connect();
    const isDirect = !(await isPooled(client).catch((error: unknown) => {
      client.release(true);
      throw error;
    }));
    const connection = { client, pending: new Set<object>(), headSince: 0, isDirect };
    client.once('end', () => {
      const index = this.connections.indexOf(connection);
      if (index < 0) return;
      this.connections.splice(index, 1);
      client.release(true);
    });
    this.connections.push(connection);
    return connection;
  }
}

function send<Row>(connection: Connection, statement: ScopedStatement): Promise<ScopedRows<Row>> {
  const { client, pending } = connection;
  return new Promise((resolve, reject) => {
    const query = new ScopedQuery<Row>(statement, (error, result) => {
      clearTimeout(timer);
      pending.delete(query);
      connection.headSince = performance.now();
      if (!error) resolve(result!);
      // As in TypeORM: an error of PostgreSQL is wrapped, an error of the connection is not.
      else if (error instanceof DatabaseError)
        reject(new QueryFailedError(statement.text, statement.values, error));
      else reject(error);
    });
    const timer = setTimeout(() => {
      const [first] = pending;
      if (first !== query) reject(new QueueTimeoutError());
    }, QUEUE_TIMEOUT_MS);
    if (pending.size === 0) connection.headSince = performance.now();
    pending.add(query);
    client.query(query);
  });
}
