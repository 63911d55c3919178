import { Client } from 'pg';
import { APP_ROLE, asRole } from './data-source.js';
import { streamOf } from './gathering.js';
import { inTime } from './in-time.js';
import { isPooled } from './pooler.js';
import { ScopedQuery } from './reads/scoped-query.js';
import { Silence } from './reads/shared-question.js';

/** How long the server may take to let somebody in. */
const PATIENCE_MS = 2_000;

/** And how long to let somebody go. */
const END_MS = 500;

/**
 * A connection of its own to the primary that hears what is notified on a channel, and asks on behalf of the platform.
 * Who lost it has missed what was notified since: it is opened anew, and then everything has to be looked at that may
 * have happened meanwhile.
 */
export class Listener {
  private lost = false;
  private heard = false;
  private wake?: () => void;

  private constructor(
    private readonly client: Client,
    private readonly lose: () => void,
    /** Whether notifications come at all: a pooler swallows them. */
    readonly hears: boolean,
  ) {
    client.on('notification', () => {
      this.heard = true;
      this.wake?.();
    });
    for (const event of ['error', 'end'] as const)
      client.on(event, () => {
        this.lost = true;
        this.lose();
        this.wake?.();
      });
  }

  /** `lose`: is told the moment that the connection is. */
  static async open(url: string, channel: string, lose: () => void): Promise<Listener> {
    const client = new Client({
      connectionString: asRole(url, APP_ROLE),
      application_name: 'organizations-api',
      connectionTimeoutMillis: PATIENCE_MS,
      keepAlive: true,
    });
    // Until there is a listener for it, an error would end the process.
    client.on('error', () => undefined);
    await client.connect();
    // A pooler lets in before it has anybody who would answer.
    const late = setTimeout(() => {
      streamOf(client).destroy(new Silence());
    }, PATIENCE_MS);
    try {
      const hears = !(await isPooled(client));
      const listener = new Listener(client, lose, hears);
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
  ask<Row>(text: string, values: unknown[], patienceMs: number): Promise<Row[]> {
    const answer = new Promise<Row[]>((accept, refuse) => {
      const query = new ScopedQuery<Row>({ scope: '/', text, values }, (error, result) =>
        error ? refuse(error) : accept(result!.rows),
      );
      this.client.query(query);
    });
    return inTime(answer, patienceMs, () => {
      this.lost = true;
      return new Silence();
    });
  }

  /** Until something is notified, the connection is lost, or the time is over. What was notified before counts. */
  async next(mostMs: number): Promise<void> {
    if (!this.heard && !this.lost)
      await new Promise<void>((done) => {
        const timer = setTimeout(done, mostMs);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    this.wake = undefined;
    this.heard = false;
  }

  /** Ends a wait for the next notification, too. The server is gone, or has let go, or has had its time for that. */
  async close(): Promise<void> {
    this.lost = true;
    this.wake?.();
    await inTime(this.client.end(), END_MS, () => new Silence()).catch(() => undefined);
  }
}
