import pg from 'pg';
import type { TestDatabase } from './database.js';
import { until } from './eventually.js';

/** Holds a lock of PostgreSQL until it is released, so that other sessions have to wait. */
export class HeldLock {
  private constructor(
    private readonly database: TestDatabase,
    private readonly client: pg.Client,
  ) {}

  /** Takes the lock with a statement in a transaction. */
  static async take(database: TestDatabase, statement: string): Promise<HeldLock> {
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query('begin');
    await client.query(statement);
    return new HeldLock(database, client);
  }

  static table(database: TestDatabase, table: string, mode = 'access exclusive'): Promise<HeldLock> {
    return HeldLock.take(database, `lock table ${table} in ${mode} mode`);
  }

  /** Waits until at least this number of sessions wait for a lock in the database. */
  async waitForSessions(count: number): Promise<void> {
    await until(async () => {
      const [row] = await this.database.query<{ waiting: number }>(
        `select count(*)::integer as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row!.waiting >= count;
    });
  }

  async release(): Promise<void> {
    await this.client.query('commit');
    await this.client.end();
  }
}
