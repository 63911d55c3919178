import { Pool, type QueryResultRow } from 'pg';
import { NoResponseError } from '../database-errors.js';
import { withTimeout } from '../with-timeout.js';

/** How long a server may take for an answer that it has at hand. */
const RESPONSE_TIMEOUT_MS = 1_000;
/** When a connection without an answer is given up: later, so that silence is never reported as a broken connection. */
const DISCARD_TIMEOUT_MS = 1_200;

/**
 * A question that many ask a server at the same time: it is sent once for all of them, on a connection of its own, so
 * that it never waits for what the server is asked besides.
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
    // The next question finds out, and says so to whoever asks it.
    this.pool.on('error', () => undefined);
  }

  /**
   * What the server says to a question that is sent after this call, and never to one that was sent before. Each caller
   * waits the whole time itself: that an earlier question got no answer does not make a server silent that has come back.
   */
  run(): Promise<T> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      const answer = this.execute();
      this.running = answer.catch(() => undefined);
      return answer;
    });
    return withTimeout(this.next, RESPONSE_TIMEOUT_MS, () => new NoResponseError());
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
      () => (this.respondedAt = Date.now()),
      () => undefined,
    );
    const { rows } = await withTimeout(answer, RESPONSE_TIMEOUT_MS, () => new NoResponseError());
    return rows[0]!;
  }
}
