import { Client } from 'pg';
import { APP_ROLE, withRole } from './data-source.js';
import { streamOf } from './pipeline/batch-writes.js';
import { withTimeout } from './with-timeout.js';
import { isPooled } from './pipeline/pooler.js';
import { ScopedQuery } from './pipeline/scoped-query.js';
import { NoResponseError } from './database-errors.js';

/** How long the server may take to let somebody in. */
const CONNECT_TIMEOUT_MS = 2_000;

/** And how long to let somebody go. */
const END_TIMEOUT_MS = 500;

/**
 * A connection of its own to the primary that hears what is notified on a channel, and asks on behalf of the platform.
 * Who lost it has missed what was notified since: it is opened anew, and then everything has to be looked at that may
 * have happened meanwhile.
 */
export class NotificationListener {
  private lost = false;
  private notified = false;
  private wake?: () => void;

  private constructor(
    private readonly client: Client,
    private readonly onLost: () => void,
    /** Whether notifications come at all: a pooler swallows them. */
    readonly receivesNotifications: boolean,
  ) {
    client.on('notification', () => {
      this.notified = true;
      this.wake?.();
    });
    for (const event of ['error', 'end'] as const)
      client.on(event, () => {
        this.lost = true;
        this.onLost();
        this.wake?.();
      });
  }

  /** `lose`: is told the moment that the connection is. */
  static async open(url: string, channel: string, lose: () => void): Promise<NotificationListener> {
    const client = new Client({
      connectionString: withRole(url, APP_ROLE),
      application_name: 'organizations-api',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    // Until there is a listener for it, an error would end the process.
    client.on('error', () => undefined);
    await client.connect();
    // A pooler lets in before it has anybody who would answer.
    const late = setTimeout(() => {
      streamOf(client).destroy(new NoResponseError());
    }, CONNECT_TIMEOUT_MS);
    try {
      const hears = !(await isPooled(client));
      const listener = new NotificationListener(client, lose, hears);
      if (hears) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      return listener;
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** Rejects, and gives the connection up, where there is no answer in time. */
  query<Row>(text: string, values: unknown[], patienceMs: number): Promise<Row[]> {
    const answer = new Promise<Row[]>((accept, refuse) => {
      const query = new ScopedQuery<Row>({ scope: '/', text, values }, (error, result) =>
        error ? refuse(error) : accept(result!.rows),
      );
      this.client.query(query);
    });
    return withTimeout(answer, patienceMs, () => {
      this.lost = true;
      return new NoResponseError();
    });
  }

  /** Until something is notified, the connection is lost, or the time is over. What was notified before counts. */
  async waitForNotification(mostMs: number): Promise<void> {
    if (!this.notified && !this.lost)
      await new Promise<void>((done) => {
        const timer = setTimeout(done, mostMs);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    this.wake = undefined;
    this.notified = false;
  }

  /** Ends a wait for the next notification, too. The server is gone, or has let go, or has had its time for that. */
  async close(): Promise<void> {
    this.lost = true;
    this.wake?.();
    await withTimeout(this.client.end(), END_TIMEOUT_MS, () => new NoResponseError()).catch(() => undefined);
  }
}
