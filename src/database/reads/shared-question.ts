import { Pool, type QueryResultRow } from 'pg';
import { inTime } from '../in-time.js';

/** How long a server may take for an answer that it has at hand. */
const PATIENCE_MS = 1_000;
/** How long one may take that has just failed to give any. */
const SUSPICION_MS = 100;

/** No answer has come in time, which may come yet. */
export class Silence extends Error {
  constructor() {
    super('The server does not answer');
  }
}

/**
 * A question that many ask a server at the same time: it is sent once for all of them, on a connection of its own, so
 * that it never waits for what the server is asked besides.
 */
export class SharedQuestion<T extends QueryResultRow> {
  private readonly pool: Pool;
  private asking: Promise<unknown> = Promise.resolve();
  private next?: Promise<T>;
  private failed = false;
  private answeredAt = 0;

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

  /** Whether it has said nothing at all for as long as an answer may take. */
  get isSilent(): boolean {
    return Date.now() - this.answeredAt >= PATIENCE_MS;
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async ask(): Promise<T> {
    const answer = this.pool.query<T>(this.sql);
    // Also one that comes too late says that the server is there.
    answer.then(
      () => {
        this.failed = false;
        this.answeredAt = Date.now();
      },
      () => undefined,
    );
    try {
      const { rows } = await inTime(answer, this.failed ? SUSPICION_MS : PATIENCE_MS, () => new Silence());
      return rows[0]!;
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }
}
