import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Registry } from 'prom-client';
import type { Principal } from '../../auth/principal.js';
import { PLATFORM, UnitOfWork } from '../../database/unit-of-work.js';
import type { Page } from '../../pagination/page.js';
import type { Decision } from '../decision.js';
import { organizationRefusals } from '../index/organization-tree.js';
import type { RoutingIndex } from '../index/routing-index.js';
import { EmergencyCallDto, type EmergencyCallQuery } from './emergency-call.dto.js';
import {
  addEmergencyCalls,
  EmergencyCallsRepository,
  type CountedCalls,
} from './emergency-calls.repository.js';

const PAUSE_MS = 1_000;
const MINUTE_MS = 60_000;
/** How many different calls wait while the database does not answer. Further ones are only in the metric. */
const MAX_PENDING = 10_000;

/**
 * Records emergency calls, a second later. No call waits for the database, and none is refused because of it. A crash loses
 * those of the last second.
 */
@Injectable()
export class EmergencyCallsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly pending = new Map<string, CountedCalls>();
  private readonly counter: Counter;
  private readonly shutdown = new AbortController();
  private running?: Promise<void>;
  private readonly logger = new Logger(EmergencyCallsService.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly calls: EmergencyCallsRepository,
    registry: Registry,
  ) {
    this.counter = new Counter({
      name: 'organizations_routing_emergency_calls_total',
      help: 'Emergency calls that were allowed, by the reason for which they would have been refused otherwise',
      labelNames: ['overridden'],
      registers: [registry],
    });
    // Otherwise the first call of a kind would be no increase.
    for (const overridden of ['none', ...organizationRefusals]) this.counter.inc({ overridden }, 0);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    await this.running;
    await this.write();
  }

  async list(principal: Principal, query: EmergencyCallQuery): Promise<Page<EmergencyCallDto>> {
    const page = await this.work.read(principal, (manager) => manager.withRepository(this.calls).page(query));
    return page.map((calls) => EmergencyCallDto.from(calls));
  }

  /** Counts an emergency call that was allowed. */
  record({ tree, orgIps, domains }: RoutingIndex, { overridden, ownerSlot, orgIp, domain }: Decision): void {
    this.counter.inc({ overridden: overridden ?? 'none' });
    const calls: CountedCalls = {
      time: new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS).toISOString(),
      organizationId: tree.idOf(ownerSlot!),
      orgIpId: orgIp ? orgIps.idOf(orgIp.slot) : null,
      domainId: domain ? domains.detailsOf(domain).id : null,
      overridden: overridden ?? null,
      calls: 1,
    };
    const key = JSON.stringify([calls.time, calls.organizationId, calls.orgIpId, calls.domainId, overridden]);
    const known = this.pending.get(key);
    if (known) known.calls++;
    else if (this.pending.size < MAX_PENDING) this.pending.set(key, calls);
  }

  private async run(): Promise<void> {
    const { signal } = this.shutdown;
    while (!signal.aborted) {
      await this.write();
      await sleep(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async write(): Promise<void> {
    if (this.pending.size === 0) return;
    const written = [...this.pending];
    const counts = written.map(([, calls]) => ({ ...calls }));
    try {
      await this.work.write(PLATFORM, (manager) => addEmergencyCalls(manager, counts));
      // Calls that came meanwhile stay.
      for (const [index, [key, calls]] of written.entries()) {
        calls.calls -= counts[index]!.calls;
        if (calls.calls === 0) this.pending.delete(key);
      }
    } catch (error) {
      this.logger.debug({ err: error });
    }
  }
}
