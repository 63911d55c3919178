import { Pool, type QueryResultRow } from 'pg';

/** How long a server may take for an answer that it has at hand. */
const PATIENCE_MS = 1_000;
/** How long one may take that has just failed to give any. */
const SUSPICION_MS = 100;

/**
 * A question that many ask a server at the same time: it is sent once for all of them, on a connection of its own, so
 * that it never waits for what the server is asked besides.
 */
export class SharedQuestion<T extends QueryResultRow> {
  private readonly pool: Pool;
  private asking: Promise<unknown> = Promise.resolve();
  private next?: Promise<T>;
  private failed = false;

  constructor(
    url: string,
    private readonly sql: string,
  ) {
    this.pool = new Pool({
      connectionString: url,
      application_name: 'organizations-api',
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    // The next question finds out, and says so to whoever asks it.
    this.pool.on('error', () => undefined);
  }

  /** What the server says to a question that is sent after this call, and never to one that was sent before. */
  answer(): Promise<T> {
    this.next ??= this.asking.then(() => {
      this.next = undefined;
      const answer = this.ask();
      this.asking = answer.catch(() => undefined);
      return answer;
    });
    return this.next;
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async ask(): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(
        () => fail(new Error('The server does not answer')),
        this.failed ? SUSPICION_MS : PATIENCE_MS,
      );
    });
    try {
      const { rows } = await Promise.race([this.pool.query<T>(this.sql), late]);
      this.failed = false;
      return rows[0]!;
    } catch (error) {
      this.failed = true;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
