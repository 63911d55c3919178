import { Pool, type QueryResultRow } from 'pg';
import { NoResponseError } from '../database-errors.js';
import { withTimeout } from '../with-timeout.js';

/** How long a server may take for an answer that it has at hand. */
const RESPONSE_TIMEOUT_MS = 1_000;
/** How long one may take that has just failed to give any. */
const SUSPECT_TIMEOUT_MS = 100;

/**
 * A question that many ask a server at the same time: it is sent once for all of them, on a connection of its own, so
 * that it never waits for what the server is asked besides.
 */
export class CoalescedQuery<T extends QueryResultRow> {
  private readonly pool: Pool;
  private running: Promise<unknown> = Promise.resolve();
  private next?: Promise<T>;
  private failed = false;
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
      connectionTimeoutMillis: RESPONSE_TIMEOUT_MS,
      query_timeout: RESPONSE_TIMEOUT_MS,
    });
    // The next question finds out, and says so to whoever asks it.
    this.pool.on('error', () => undefined);
  }

  /** What the server says to a question that is sent after this call, and never to one that was sent before. */
  run(): Promise<T> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      const answer = this.execute();
      this.running = answer.catch(() => undefined);
      return answer;
    });
    return this.next;
  }

  /** Whether it has said nothing at all for as long as an answer may take. */
  get isUnresponsive(): boolean {
    return Date.now() - this.respondedAt >= RESPONSE_TIMEOUT_MS;
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async execute(): Promise<T> {
    const answer = this.pool.query<T>(this.sql);
    // Also one that comes too late says that the server is there.
    answer.then(
      () => {
        this.failed = false;
        this.respondedAt = Date.now();
      },
      () => undefined,
    );
    try {
      const { rows } = await withTimeout(
        answer,
        this.failed ? SUSPECT_TIMEOUT_MS : RESPONSE_TIMEOUT_MS,
        () => new NoResponseError(),
      );
      return rows[0]!;
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }
}
