import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Environment } from '../config/environment.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { roles } from './principal.js';
import type { CachedPrincipal } from './principal-cache.js';
import { RequestCountsRepository } from './request-counts.repository.js';

const MINUTE_MS = 60_000;
/** How often an instance exchanges its counts with the others. */
const SYNC_INTERVAL_MS = 1_000;

interface RequestCount {
  /** Requests that this instance has received in this minute. */
  local: number;
  /** How many of them are in the database. */
  reported: number;
  /** Requests of the other instances as of the last exchange. */
  remote: number;
}

export interface RateLimitStatus {
  /** Requests per minute. */
  limit: number;
  remaining: number;
  /** Seconds until the next minute, when the count starts again. */
  reset: number;
}

/**
 * Counts the requests of each principal in each minute of the clock. The limit is approximate by design: instances
 * count in memory and exchange their counts through PostgreSQL once a second. So several instances exceed the limit at
 * most by what they answer within two seconds. While the database does not answer, each instance counts alone. A
 * request never waits for the database.
 */
@Injectable()
export class RateLimiter implements OnModuleInit, OnApplicationShutdown {
  private minute = 0;
  private counts = new Map<string, RequestCount>();
  private timer?: NodeJS.Timeout;
  /** Only one exchange runs at a time, however slow the database is. */
  private synchronizing?: Promise<void>;
  private readonly logger = new Logger(RateLimiter.name);

  private readonly refusals: Counter<'role'>;

  constructor(
    private readonly environment: Environment,
    private readonly work: UnitOfWork,
    registry: Registry,
  ) {
    this.refusals = new Counter({
      name: 'organizations_rate_limit_refusals_total',
      help: 'Requests refused because of the rate limit, by the role of the principal',
      labelNames: ['role'],
      registers: [registry],
    });
    for (const role of roles) this.refusals.inc({ role }, 0);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.synchronizing ??= this.synchronize().finally(() => (this.synchronizing = undefined));
    }, SYNC_INTERVAL_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.synchronizing;
  }

  /** Counts one request; undefined if no limit applies, as for the platform's own SIP proxies and rating engines. */
  consume({ identity, key }: CachedPrincipal): (RateLimitStatus & { exceeded: boolean }) | undefined {
    const limit = this.environment.rateLimitPerMinute;
    const { role, organizationId } = identity;
    if (limit === 0 || (organizationId === null && (role === 'edge' || role === 'rating'))) return undefined;
    const now = Date.now();
    this.startMinute(now);
    let count = this.counts.get(key);
    if (!count) this.counts.set(key, (count = { local: 0, reported: 0, remote: 0 }));
    count.local++;
    const used = count.local + count.remote;
    return {
      limit,
      remaining: Math.max(0, limit - used),
      reset: Math.max(1, Math.ceil((this.minute + MINUTE_MS - now) / 1000)),
      exceeded: used > limit,
    };
  }

  /** Counts a request that exceeded the limit and was refused. */
  recordRefusal({ identity }: CachedPrincipal): void {
    this.refusals.inc({ role: identity.role });
  }

  private startMinute(now: number): void {
    const minute = now - (now % MINUTE_MS);
    if (minute === this.minute) return;
    this.minute = minute;
    this.counts = new Map();
  }

  /** Adds new requests to the counts in the database and reads what the other instances have added. */
  private async synchronize(): Promise<void> {
    this.startMinute(Date.now());
    const { counts, minute } = this;
    if (counts.size === 0) return;
    const unreported = [...counts]
      .map(([principal, { local, reported }]) => ({ principal, requests: local - reported }))
      .filter(({ requests }) => requests > 0)
      // All instances write in the same order, so that they wait for each other's rows and do not deadlock.
      .sort((a, b) => (a.principal < b.principal ? -1 : 1));
    try {
      const totals = await this.work.write(PLATFORM, async (manager) => {
        const repository = new RequestCountsRepository(manager, new Date(minute));
        await repository.add(unreported);
        return repository.find([...counts.keys()]);
      });
      for (const { principal, requests } of unreported) counts.get(principal)!.reported += requests;
      for (const { principal, requests } of totals) {
        const count = counts.get(principal)!;
        // After a crash, PostgreSQL may have lost counts that this instance reported.
        count.remote = Math.max(0, requests - count.reported);
      }
    } catch (error) {
      this.logger.debug({ err: error });
    }
  }
}
