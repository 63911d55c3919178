import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Environment } from '../config/environment.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { roles } from './principal.js';
import type { CachedPrincipal } from './principal-cache.js';
import { RequestCounts } from './request-counts.repository.js';

const MINUTE_MS = 60_000;
/** How often instances tell each other what they have seen. */
const SYNC_INTERVAL_MS = 1_000;

interface RequestCount {
  /** Requests of this minute that this instance has seen. */
  local: number;
  /** How many of them the database knows of. */
  reported: number;
  /** What the other instances had seen when last asked. */
  remote: number;
}

export interface RateLimitStatus {
  /** Requests per minute. */
  limit: number;
  remaining: number;
  /** Seconds to the next minute, when the count begins anew. */
  reset: number;
}

/**
 * Counts the requests of each principal in each minute of the clock. Approximate by design: counting is in memory, and
 * once a second the instances exchange their counts through PostgreSQL, so that several of them can let through at
 * most what they answer within two seconds more than one would. A database that does not answer makes each count for
 * itself; it never makes a request wait.
 */
@Injectable()
export class RateLimiter implements OnModuleInit, OnApplicationShutdown {
  private minute = 0;
  private counts = new Map<string, RequestCount>();
  private timer?: NodeJS.Timeout;
  /** One at a time, however slow the database is. */
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
      help: 'Requests that were one too many for their principal, by its role',
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

  /** Counts one request; undefined where no limit holds, as for the platform's own SIP proxies. */
  consume({ identity, key }: CachedPrincipal): (RateLimitStatus & { exceeded: boolean }) | undefined {
    const limit = this.environment.rateLimitPerMinute;
    if (limit === 0 || (identity.role === 'edge' && identity.organizationId === null)) return undefined;
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

  /** Whoever has taken one too many is told so. */
  recordRefusal({ identity }: CachedPrincipal): void {
    this.refusals.inc({ role: identity.role });
  }

  private startMinute(now: number): void {
    const minute = now - (now % MINUTE_MS);
    if (minute === this.minute) return;
    this.minute = minute;
    this.counts = new Map();
  }

  /** Adds what is new to the database's counts, and takes over what the others have added. */
  private async synchronize(): Promise<void> {
    this.startMinute(Date.now());
    const { counts, minute } = this;
    if (counts.size === 0) return;
    const news = [...counts]
      .map(([principal, { local, reported }]) => ({ principal, requests: local - reported }))
      .filter(({ requests }) => requests > 0)
      // In one order, so that instances that write the same rows wait for each other and do not lock each other out.
      .sort((a, b) => (a.principal < b.principal ? -1 : 1));
    try {
      const totals = await this.work.write(PLATFORM, async (manager) => {
        const known = new RequestCounts(manager, new Date(minute));
        await known.add(news);
        return known.find([...counts.keys()]);
      });
      for (const { principal, requests } of news) counts.get(principal)!.reported += requests;
      for (const { principal, requests } of totals) {
        const count = counts.get(principal)!;
        // After a crash of PostgreSQL it knows less than it was told.
        count.remote = Math.max(0, requests - count.reported);
      }
    } catch (error) {
      this.logger.debug({ err: error });
    }
  }
}
