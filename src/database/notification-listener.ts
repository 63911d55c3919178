import { APP_ROLE, withRole } from './data-source.js';
import { NoResponseError } from './database-errors.js';
import { Session } from './pipeline/session.js';
import { withTimeout } from './with-timeout.js';

const CONNECT_TIMEOUT_MS = 2_000;
const END_TIMEOUT_MS = 500;

/**
 * A connection of its own to the primary that listens on a channel and reads the whole platform. When the connection is
 * lost, notifications are missed: the owner opens another listener and then reads everything that may have changed.
 */
export class NotificationListener {
  private session!: Session;
  private lost = false;
  private notified = false;
  private wake?: (() => void) | undefined;

  private constructor(private readonly onLost: () => void) {}

  /** `onLost` is called as soon as the connection is lost. */
  static async open(url: string, channel: string, onLost: () => void): Promise<NotificationListener> {
    const listener = new NotificationListener(onLost);
    listener.session = await Session.open(
      {
        connectionString: withRole(url, APP_ROLE),
        application_name: 'organizations-api',
        keepAlive: true,
      },
      CONNECT_TIMEOUT_MS,
      () => listener.handleEnd(),
    );
    if (listener.receivesNotifications)
      try {
        await listener.session.listen(channel, () => listener.handleNotification());
      } catch (error) {
        listener.session.end().catch(() => undefined);
        throw error;
      }
    return listener;
  }

  /** Whether notifications arrive: a pooler passes none on. */
  get receivesNotifications(): boolean {
    return this.session.isDirect;
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** Rejects, and counts the connection as lost, when there is no response in time. */
  query<Row>(text: string, values: unknown[], timeoutMs: number): Promise<Row[]> {
    return withTimeout(this.session.read<Row>({ scope: '/', text, values }), timeoutMs, () => {
      this.lost = true;
      return new NoResponseError();
    });
  }

  /** Resolves at a notification, also at one that arrived before, when the connection is lost, or after `timeoutMs`. */
  async waitForNotification(timeoutMs: number): Promise<void> {
    if (!this.notified && !this.lost)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.wake = undefined;
    this.notified = false;
  }

  /** Also ends `waitForNotification`. Does not wait longer than half a second for the server. */
  async close(): Promise<void> {
    this.lost = true;
    this.wake?.();
    await withTimeout(this.session.end(), END_TIMEOUT_MS, () => new NoResponseError()).catch(() => undefined);
  }

  private handleNotification(): void {
    this.notified = true;
    this.wake?.();
  }

  private handleEnd(): void {
    this.lost = true;
    this.onLost();
    this.wake?.();
  }
}
