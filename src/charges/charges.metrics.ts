import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { blockReasons } from '../organizations/blocked.dto.js';
import { chargeStatuses, type ChargeResultDto, type ChargesResultDto } from './charge.dto.js';
import type { LimitCounts } from './spend.repository.js';

/** The updater looks for new amounts four times a second. After so long without a look, there may be some. */
const MAX_LOOK_AGE_SECONDS = 5;

/** Whether charges come, are added up, and reach limits. No scrape waits for the database: the totals updater reads it. */
@Injectable()
export class ChargesMetrics {
  readonly updateDuration: Histogram;
  private readonly charges: Counter<'outcome'>;
  private readonly blocked: Gauge<'reason'>;
  private readonly nearCostLimit: Gauge;
  /** The last look that succeeded, and the age of the oldest amount at that time in seconds; null if no amount waited. */
  private lastLook: { at: number; oldestAge: number | null } = { at: performance.now(), oldestAge: null };

  constructor(registry: Registry) {
    const registers = [registry];
    this.charges = new Counter({
      name: 'organizations_charges_total',
      help: 'Charges that were sent, by what became of them',
      labelNames: ['outcome'],
      registers,
    });
    // Otherwise the first charge of a kind would be no increase.
    for (const outcome of chargeStatuses) this.charges.inc({ outcome }, 0);
    this.updateDuration = new Histogram({
      name: 'organizations_totals_update_duration_seconds',
      help: 'Time to add the new amounts of charges and payments to the totals',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers,
    });
    const oldestAmountAge = (): number => this.oldestAmountAge();
    new Gauge({
      name: 'organizations_totals_oldest_amount_age_seconds',
      help: 'Age of the oldest amount that no total contains yet, 0 if there is none; time since the last look while the database does not answer',
      registers,
      collect() {
        this.set(oldestAmountAge());
      },
    });
    this.blocked = new Gauge({
      name: 'organizations_blocked',
      help: 'Organizations that have reached a limit, by limit; those below them are not counted',
      labelNames: ['reason'],
      registers,
    });
    this.nearCostLimit = new Gauge({
      name: 'organizations_near_cost_limit',
      help: 'Organizations that were warned of 80 % of their cost limit or more this month, and are not blocked',
      registers,
    });
  }

  /** Counts the charges of a request, once they are committed. */
  countCharges({ recorded, duplicates, refused }: ChargesResultDto): void {
    const counts: Record<ChargeResultDto['status'], number> = { recorded, duplicate: duplicates, refused };
    for (const outcome of chargeStatuses) this.charges.inc({ outcome }, counts[outcome]);
  }

  /** Remembers the age of the oldest amount that waits, in seconds; null if none does. */
  looked(oldestAge: number | null): void {
    this.lastLook = { at: performance.now(), oldestAge };
  }

  showLimits({ nearCostLimit, ...blocked }: LimitCounts): void {
    for (const reason of blockReasons) this.blocked.set({ reason }, blocked[reason]);
    this.nearCostLimit.set(nearCostLimit);
  }

  /** While the database does not answer, an amount that waits becomes older, and others may wait since the last look. */
  private oldestAmountAge(): number {
    const { at, oldestAge } = this.lastLook;
    const secondsSince = (performance.now() - at) / 1000;
    return oldestAge === null && secondsSince < MAX_LOOK_AGE_SECONDS ? 0 : (oldestAge ?? 0) + secondsSince;
  }
}
