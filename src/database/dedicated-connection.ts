import { APP_ROLE, withRole } from './data-source.js';
import { NoResponseError } from './database-errors.js';
import type { CopiedRow } from './copied-row.js';
import { Session } from './pipeline/session.js';
import { withTimeout } from './with-timeout.js';

const CONNECT_TIMEOUT_MS = 2_000;
const END_TIMEOUT_MS = 500;

/** A connection outside the pools to the primary. It reads the whole platform and knows when the connection is lost. */
export class DedicatedConnection {
  private session!: Session;
  private lost = false;
  private wake?: (() => void) | undefined;

  private constructor(private readonly onLost: () => void) {}

  /** `onLost` is called as soon as the connection is lost. */
  static async open(url: string, onLost: () => void): Promise<DedicatedConnection> {
    const connection = new DedicatedConnection(onLost);
    connection.session = await Session.open(
      {
        connectionString: withRole(url, APP_ROLE),
        application_name: 'organizations-api',
        keepAlive: true,
      },
      CONNECT_TIMEOUT_MS,
      () => connection.handleEnd(),
    );
    return connection;
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

  /**
   * Hands all rows of a query over, in the binary format of COPY. It may take any time, but if nothing arrives for
   * `silenceMs` or up to twice as long, it rejects and counts the connection as lost.
   */
  async copy(query: string, onRow: (row: CopiedRow) => void, silenceMs: number): Promise<void> {
    let heard = false;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        if (!heard) {
          this.lost = true;
          reject(new NoResponseError());
        }
        heard = false;
      }, silenceMs);
    });
    const text = `copy (${query}) to stdout (format binary)`;
    const rows = this.session.copy({ scope: '/', text, values: [] }, (row) => {
      heard = true;
      onRow(row);
    });
    try {
      await Promise.race([rows, silence]);
    } finally {
      clearInterval(timer);
    }
  }

  /** Resolves after `ms`, or as soon as the connection is lost. */
  async pause(ms: number): Promise<void> {
    if (this.lost) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }

  /** Also ends `pause`. Does not wait longer than half a second for the server. */
  async close(): Promise<void> {
    this.lost = true;
    this.wake?.();
    await withTimeout(this.session.end(), END_TIMEOUT_MS, () => new NoResponseError()).catch(() => undefined);
  }

  private handleEnd(): void {
    this.lost = true;
    this.onLost();
    this.wake?.();
  }
}
