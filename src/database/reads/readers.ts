import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { QueryFailedError, type DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { Crowded, isOutdated } from '../causes.js';
import { isPooled } from '../pooler.js';
import { StatementNames } from '../statement-names.js';
import { ScopedQuery, type ScopedRows, type ScopedStatement } from './scoped-query.js';

/** How long a read may wait behind others that take their time. */
const PATIENCE_MS = 5_000;
/** Behind one that has taken this long nobody is placed who can be placed elsewhere. */
const SLOW_MS = 50;
/** More than ever wait on one connection. */
const MOST_WAITING = 1_000_000;

/** A connection that reads share. */
interface Line {
  client: PoolClient;
  /** Reads that were sent and not answered, in the order in which they will be. */
  waiting: Set<object>;
  /** When the first of them became the first. */
  since: number;
  /** Whether it leads to one and the same PostgreSQL process, which can keep statements for it. */
  direct: boolean;
}

/**
 * The connections for reading. A read is one message and one transaction, so those of many callers go out on the same
 * connection without waiting for each other's answers: PostgreSQL finds the next one there when it is done with one,
 * and many are written to, and read from, a socket at once. A read goes where the fewest are waiting, and behind a slow
 * one only where all are slow; while all are busy another connection is opened, up to `most`.
 */
export class Readers {
  private readonly lines: Line[] = [];
  private opening: Promise<Line> | undefined;
  private closed = false;
  private readonly names = new StatementNames('read');

  constructor(
    private readonly pool: Pool,
    private readonly most: number,
  ) {}

  /** `fixed`: the text is one of few, so that a connection can keep it, and the plan for it, under a name. */
  async read<Row>(statement: ScopedStatement, fixed: boolean): Promise<ScopedRows<Row>> {
    for (let again = false; ; again = true) {
      const line = this.quietest() ?? (await this.open());
      const name =
        fixed && line.direct && !again ? this.names.of(statement.text, statement.scope) : undefined;
      try {
        return await ask<Row>(line, { ...statement, name });
      } catch (error) {
        if (again || !isOutdated(error)) throw error;
      }
    }
  }

  /** Gives the connections back, the one that is being opened too: the pool waits for them before it ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    for (const { client } of this.lines.splice(0)) client.release();
  }

  /** How many connections there are, and how many wait: reads for their answers, whoever else for a connection. */
  get figures(): Record<'reading' | 'writing' | 'idle' | 'reads' | 'queued', number> {
    const { totalCount, idleCount, waitingCount } = this.pool;
    const reading = this.lines.length;
    return {
      reading,
      // What is just being opened is for neither yet.
      writing: Math.max(0, totalCount - idleCount - reading),
      idle: idleCount,
      reads: this.lines.reduce((sum, { waiting }) => sum + waiting.size, 0),
      queued: waitingCount,
    };
  }

  private quietest(): Line | undefined {
    let best: Line | undefined;
    const slow = performance.now() - SLOW_MS;
    const burden = ({ waiting, since }: Line): number =>
      waiting.size > 0 && since < slow ? waiting.size + MOST_WAITING : waiting.size;
    for (const line of this.lines) if (!best || burden(line) < burden(best)) best = line;
    if (best && best.waiting.size > 0 && !this.closed && this.lines.length < this.most)
      this.open().catch(() => undefined);
    return best;
  }

  private open(): Promise<Line> {
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<Line> {
    const client = await this.pool.connect();
    const direct = !(await isPooled(client).catch((error: unknown) => {
      client.release(true);
      throw error;
    }));
    const line = { client, waiting: new Set<object>(), since: 0, direct };
    client.once('end', () => {
      const index = this.lines.indexOf(line);
      if (index < 0) return;
      this.lines.splice(index, 1);
      client.release(true);
    });
    this.lines.push(line);
    return line;
  }
}

/** The readers of a database that is open. */
export function readersOf(dataSource: DataSource, most: number): Readers {
  return new Readers((dataSource.driver as PostgresDriver).master as Pool, most);
}

function ask<Row>(line: Line, statement: ScopedStatement): Promise<ScopedRows<Row>> {
  const { client, waiting } = line;
  return new Promise((accept, refuse) => {
    const query = new ScopedQuery<Row>(statement, (error, result) => {
      clearTimeout(patience);
      waiting.delete(query);
      line.since = performance.now();
      if (!error) accept(result!);
      // As TypeORM says it: what PostgreSQL has refused is told from a connection that broke.
      else if (error instanceof DatabaseError)
        refuse(new QueryFailedError(statement.text, statement.values, error));
      else refuse(error);
    });
    const patience = setTimeout(() => {
      const [first] = waiting;
      if (first !== query) refuse(new Crowded());
    }, PATIENCE_MS);
    if (waiting.size === 0) line.since = performance.now();
    waiting.add(query);
    client.query(query);
  });
}
