import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from './platform.js';

const LOOK_MS = 250;
/** So many looks in a row have to fail before a server counts as dead. */
const LOOKS = 4;

interface Replication extends Record<string, unknown> {
  /** Null where no standby is connected. */
  sync_state: string | null;
  streaming: boolean | null;
  flushed: string | null;
  current: string;
}

/**
 * What Patroni or a managed PostgreSQL does, in small: lets writers not wait for a standby that is dead, has them wait
 * again once it is back, and promotes it when the primary is dead, but only where it has all that was acknowledged.
 */
export class FailoverManager {
  /** The standby is waited for: what is acknowledged is on it. */
  safe = false;
  promoted = false;
  private over = false;
  private failedLooks = 0;
  private missing = 0;
  private waitedFrom?: bigint;
  private readonly looking: Promise<void>;

  constructor(private readonly platform: Platform) {
    this.looking = this.run();
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.looking;
  }

  private async run(): Promise<void> {
    while (!this.over && !this.promoted) {
      try {
        await this.lookAfterStandby();
        this.failedLooks = 0;
      } catch {
        if (++this.failedLooks >= LOOKS && this.safe) await this.promote();
      }
      await sleep(LOOK_MS);
    }
  }

  private async lookAfterStandby(): Promise<void> {
    const [{ sync_state, streaming, flushed, current }] = (await this.platform.query<Replication>(
      'primary',
      `select sync_state, state = 'streaming' as streaming, flush_lsn - '0/0' as flushed,
              pg_current_wal_flush_lsn() - '0/0' as current
         from (values (1)) as always (n)
         left join pg_stat_replication on application_name = 'standby'`,
    )) as [Replication];
    if (sync_state === null) {
      if (++this.missing < LOOKS) return;
      // The standby stops counting as safe before the primary stops waiting for it.
      this.safe = false;
      this.waitedFrom = undefined;
      await this.waitFor('');
      return;
    }
    this.missing = 0;
    if (sync_state !== 'sync') {
      if (streaming) await this.waitFor('standby');
      return;
    }
    // What was acknowledged before it was waited for has to be there as well.
    this.waitedFrom ??= BigInt(current);
    if (BigInt(flushed ?? 0) >= this.waitedFrom) this.safe = true;
  }

  private async waitFor(names: string): Promise<void> {
    await this.platform.query('primary', `alter system set synchronous_standby_names = '${names}'`);
    await this.platform.query('primary', 'select pg_reload_conf()');
  }

  private async promote(): Promise<void> {
    // The machine is dead; where that is not certain, it has to be made so before anything else.
    await this.platform.primary.kill();
    await this.platform.query('standby', 'select pg_promote()');
    this.platform.repoint('standby');
    this.platform.bouncer.hangUp();
    this.promoted = true;
  }
}
