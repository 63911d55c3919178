import { Pool, type QueryResultRow } from 'pg';
import { NoResponseError } from '../database-errors.js';
import { withTimeout } from '../with-timeout.js';

/** How long a server may take for a query that reads no table. */
const RESPONSE_TIMEOUT_MS = 1_000;
/** When a query without a response is given up. Later than the timeout, so that a silent server is never reported as a broken connection. */
const DISCARD_TIMEOUT_MS = 1_200;

/**
 * A query whose result concurrent callers share. It has a connection of its own, so that it never waits for other
 * queries.
 */
export class CoalescedQuery<T extends QueryResultRow> {
  private readonly pool: Pool;
  private running: Promise<unknown> = Promise.resolve();
  private next?: Promise<T>;
  private respondedAt = 0;

  constructor(
    url: string,
    private readonly sql: string,
  ) {
    this.pool = new Pool({
      connectionString: url,
      application_name: 'organizations-api',
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: DISCARD_TIMEOUT_MS,
      query_timeout: DISCARD_TIMEOUT_MS,
    });
    // The next query fails and reports the error.
    this.pool.on('error', () => undefined);
  }

  /**
   * The result of a query that is sent after this call, never of one that was sent before. Each caller waits the whole
   * timeout: a server whose earlier query got no response may be back.
   */
  run(): Promise<T> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      const result = this.execute();
      this.running = result.catch(() => undefined);
      return result;
    });
    return withTimeout(this.next, RESPONSE_TIMEOUT_MS, () => new NoResponseError());
  }

  /** Whether the server has not responded for as long as a response may take. */
  get isUnresponsive(): boolean {
    return Date.now() - this.respondedAt >= RESPONSE_TIMEOUT_MS;
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async execute(): Promise<T> {
    const result = this.pool.query<T>(this.sql);
    // A late response also shows that the server is up.
    result.then(
      () => (this.respondedAt = Date.now()),
      () => undefined,
    );
    const { rows } = await withTimeout(result, RESPONSE_TIMEOUT_MS, () => new NoResponseError());
    return rows[0]!;
  }
}
