import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Environment } from '../config/environment.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { LimitChanges } from '../organizations/limit-changes.js';
import { ChargesMetrics } from './charges.metrics.js';
import { SpendRepository } from './spend.repository.js';

/**
 * How often an instance looks for amounts that are in no total yet: those of an instance that has crashed, and those that a
 * move leaves behind. Also the delay with which a new month begins.
 */
const PAUSE_MS = 250;
/** The amounts of one transaction. So many take a second or two, and moves wait less than that for their end. */
const BATCH = 10_000;
/** After a failure, a transaction takes half as many, but at least these: perhaps the server is slow. */
const SMALL_BATCH = 500;
/** How often it takes all amounts, whatever their transaction ids: those of a restored dump mean nothing here. */
const THOROUGH_EVERY = 2_400;
/** How often it counts the organizations at a limit for the metrics: every 5 seconds. */
const COUNT_EVERY = 20;

/**
 * The age of the oldest amount in seconds, null if there is nothing to add; and whether a month has ended. Most often there is
 * nothing to do, and this costs no transaction.
 */
const WAITING = `
  select (
           select greatest(extract(epoch from clock_timestamp() - created_at), 0)::float8 from new_amounts
            where xid >= pg_snapshot_xmin(snapshot)
            order by xid, seq limit 1
         ) as "oldestAge",
         month < date_trunc('month', now() at time zone 'UTC') as "monthEnded"
    from amounts_summed`;

/**
 * Adds the amounts of charges and payments to the totals, and lets limits act. Every instance does it: the first one adds all
 * amounts that there are, and the others find none.
 */
@Injectable()
export class TotalsUpdater implements OnApplicationBootstrap, OnApplicationShutdown {
  private wanted = false;
  private batch = BATCH;
  private updating?: Promise<void>;
  private running?: Promise<void>;
  private readonly shutdown = new AbortController();
  private readonly logger = new Logger(TotalsUpdater.name);
  /** Outside the request that asks for it, whose transaction an update cannot join. */
  private readonly begin = AsyncResource.bind(() => this.updateWhileWanted());

  constructor(
    private readonly work: UnitOfWork,
    private readonly spend: SpendRepository,
    private readonly metrics: ChargesMetrics,
    private readonly environment: Environment,
    private readonly limits: LimitChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.limits.onChange(() => this.update());
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    await this.running;
    await this.updating;
  }

  /** Adds what has been committed so far, soon. Several calls become one update. */
  private update(): void {
    this.wanted = true;
    this.updating ??= this.begin();
  }

  private async updateWhileWanted(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      await this.sum(false);
    }
    // Without waiting after the last look at `wanted`.
    this.updating = undefined;
  }

  private async sum(everything: boolean): Promise<void> {
    const end = this.metrics.updateDuration.startTimer();
    try {
      let more: boolean;
      do {
        const [row] = await this.work.write(PLATFORM, (manager) =>
          manager.query<[{ more: boolean }]>('select sum_new_amounts($1, $2) as more', [
            this.batch,
            everything,
          ]),
        );
        this.batch = Math.min(this.batch + SMALL_BATCH, BATCH);
        ({ more } = row);
      } while (more && !this.shutdown.signal.aborted);
      end();
    } catch (error) {
      // The amounts stay where they are until the next attempt.
      this.batch = Math.max(Math.floor(this.batch / 2), SMALL_BATCH);
      this.logger.warn(`The totals of charges are not up to date: ${(error as Error).message}`);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.shutdown;
    for (let round = 0; !signal.aborted; round++) {
      if (round % THOROUGH_EVERY === 0) await this.sum(true);
      else if (await this.isWaiting()) this.update();
      if (round % COUNT_EVERY === 0 && this.environment.metricsPort !== undefined) await this.countLimits();
      await sleep(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async isWaiting(): Promise<boolean> {
    try {
      const [row] = await this.work.readPrimary(PLATFORM, (manager) =>
        manager.query<[{ oldestAge: number | null; monthEnded: boolean }]>(WAITING),
      );
      this.metrics.looked(row.oldestAge);
      return row.oldestAge !== null || row.monthEnded;
    } catch (error) {
      this.logger.debug({ err: error });
      return false;
    }
  }

  private async countLimits(): Promise<void> {
    try {
      const counts = await this.work.read(PLATFORM, (manager) =>
        manager.withRepository(this.spend).limitCounts(),
      );
      this.metrics.showLimits(counts);
    } catch (error) {
      // The last counts stay.
      this.logger.debug({ err: error });
    }
  }
}
