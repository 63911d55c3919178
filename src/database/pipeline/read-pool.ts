import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { QueryFailedError, type DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { QueueTimeoutError, isStaleStatement } from '../database-errors.js';
import { isPooled } from './pooler.js';
import { StatementNames } from './statement-names.js';
import { ScopedQuery, type ScopedRows, type ScopedStatement } from './scoped-query.js';

/** How long a read may wait behind others that take their time. */
const QUEUE_TIMEOUT_MS = 5_000;
/** Behind one that has taken this long nobody is placed who can be placed elsewhere. */
const SLOW_MS = 50;
/** More than ever wait on one connection. */
const SLOW_PENALTY = 1_000_000;

/** A connection that reads share. */
interface Connection {
  client: PoolClient;
  /** Reads that were sent and not answered, in the order in which they will be. */
  pending: Set<object>;
  /** When the first of them became the first. */
  headSince: number;
  /** Whether it leads to one and the same PostgreSQL process, which can keep statements for it. */
  direct: boolean;
}

/**
 * The connections for reading. A read is one message and one transaction, so those of many callers go out on the same
 * connection without waiting for each other's answers: PostgreSQL finds the next one there when it is done with one,
 * and many are written to, and read from, a socket at once. A read goes where the fewest are waiting, and behind a slow
 * one only where all are slow; while all are busy another connection is opened, up to `most`.
 */
export class ReadPool {
  private readonly connections: Connection[] = [];
  private opening: Promise<Connection> | undefined;
  private closed = false;
  private readonly names = new StatementNames('read');

  constructor(
    private readonly pool: Pool,
    private readonly maxConnections: number,
  ) {}

  /** `fixed`: the text is one of few, so that a connection can keep it, and the plan for it, under a name. */
  async read<Row>(statement: ScopedStatement, fixed: boolean): Promise<ScopedRows<Row>> {
    for (let again = false; ; again = true) {
      const connection = this.leastBusy() ?? (await this.open());
      const name =
        fixed && connection.direct && !again
          ? this.names.nameFor(statement.text, statement.scope)
          : undefined;
      try {
        return await send<Row>(connection, { ...statement, name });
      } catch (error) {
        if (again || !isStaleStatement(error)) throw error;
      }
    }
  }

  /** Gives the connections back, the one that is being opened too: the pool waits for them before it ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    for (const { client } of this.connections.splice(0)) client.release();
  }

  /** How many connections there are, and how many wait: reads for their answers, whoever else for a connection. */
  get stats(): Record<'reading' | 'writing' | 'idle' | 'reads' | 'queued', number> {
    const { totalCount, idleCount, waitingCount } = this.pool;
    const reading = this.connections.length;
    return {
      reading,
      // What is just being opened is for neither yet.
      writing: Math.max(0, totalCount - idleCount - reading),
      idle: idleCount,
      reads: this.connections.reduce((sum, { pending }) => sum + pending.size, 0),
      queued: waitingCount,
    };
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
    const client = await this.pool.connect();
    const direct = !(await isPooled(client).catch((error: unknown) => {
      client.release(true);
      throw error;
    }));
    const connection = { client, pending: new Set<object>(), headSince: 0, direct };
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

/** The readers of a database that is open. */
export function createReadPool(dataSource: DataSource, most: number): ReadPool {
  return new ReadPool((dataSource.driver as PostgresDriver).master as Pool, most);
}

function send<Row>(connection: Connection, statement: ScopedStatement): Promise<ScopedRows<Row>> {
  const { client, pending } = connection;
  return new Promise((accept, refuse) => {
    const query = new ScopedQuery<Row>(statement, (error, result) => {
      clearTimeout(patience);
      pending.delete(query);
      connection.headSince = performance.now();
      if (!error) accept(result!);
      // As TypeORM says it: what PostgreSQL has refused is told from a connection that broke.
      else if (error instanceof DatabaseError)
        refuse(new QueryFailedError(statement.text, statement.values, error));
      else refuse(error);
    });
    const patience = setTimeout(() => {
      const [first] = pending;
      if (first !== query) refuse(new QueueTimeoutError());
    }, QUEUE_TIMEOUT_MS);
    if (pending.size === 0) connection.headSince = performance.now();
    pending.add(query);
    client.query(query);
  });
}
