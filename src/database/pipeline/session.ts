import { Client, type ClientConfig } from 'pg';
import { NoResponseError } from '../database-errors.js';
import { withTimeout } from '../with-timeout.js';
import { ScopedQuery, type ScopedStatement } from './scoped-query.js';

/** A connection outside every pool. It reads one statement after another, each as one message. */
export class Session {
  private constructor(private readonly client: Client) {}

  /** Connects, or fails after `timeoutMs`. `onEnd` is called when the connection breaks or ends. */
  static async open(config: ClientConfig, timeoutMs: number, onEnd: () => void): Promise<Session> {
    const client = new Client({ ...config, connectionTimeoutMillis: timeoutMs });
    // An error without a handler would end the process.
    client.on('error', () => undefined);
    await client.connect();
    try {
      // A pooler accepts a connection before it has a server for it.
      await withTimeout(client.query('select'), timeoutMs, () => new NoResponseError());
      for (const event of ['error', 'end'] as const) client.on(event, onEnd);
      return new Session(client);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
  }

  read<Row>(statement: ScopedStatement): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const query = new ScopedQuery<Row>(statement, (error, result) =>
        error ? reject(error) : resolve(result!.rows),
      );
      this.client.query(query);
    });
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
