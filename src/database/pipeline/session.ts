import { Client, type ClientConfig } from 'pg';
import { NoResponseError } from '../database-errors.js';
import { withTimeout } from '../with-timeout.js';
import { isPooled } from './pooler.js';
import type { CopiedRow } from '../copied-row.js';
import { ScopedCopy } from './scoped-copy.js';
import { ScopedQuery, type ScopedStatement } from './scoped-query.js';
import { StatementNames } from './statement-names.js';

/** A connection outside every pool. It reads one statement after another, each as one message. */
export class Session {
  private readonly names = new StatementNames('session');

  private constructor(
    private readonly client: Client,
    /** Whether it leads to one PostgreSQL process, which keeps prepared statements. */
    private readonly isDirect: boolean,
  ) {}

  /** Connects, or fails after `timeoutMs`. `onEnd` is called when the connection breaks or ends. */
  static async open(config: ClientConfig, timeoutMs: number, onEnd: () => void): Promise<Session> {
    const client = new Client({ ...config, connectionTimeoutMillis: timeoutMs });
    // An error without a handler would end the process.
    client.on('error', () => undefined);
    await client.connect();
    try {
      // A pooler accepts a connection before it has a server for it.
      const pooled = await withTimeout(isPooled(client), timeoutMs, () => new NoResponseError());
      for (const event of ['error', 'end'] as const) client.on(event, onEnd);
      return new Session(client, !pooled);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
  }

  read<Row>(statement: ScopedStatement): Promise<Row[]> {
    const name = this.isDirect ? this.names.nameFor(statement.text, statement.scope) : undefined;
    return new Promise((resolve, reject) => {
      const query = new ScopedQuery<Row>({ ...statement, name }, (error, result) =>
        error ? reject(error) : resolve(result!.rows),
      );
      this.client.query(query);
    });
  }

  /** Hands the rows of `copy (…) to stdout (format binary)` over one by one. */
  copy(statement: ScopedStatement, onRow: (row: CopiedRow) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const copy = new ScopedCopy({ ...statement, unlimited: true }, onRow, (error) =>
        error ? reject(error) : resolve(),
      );
      this.client.query(copy);
    });
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
