import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { formatOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { withTimeout } from '../database/with-timeout.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { normalizeDomainName } from '../domains/domain-name.js';
import { decide, reasons, type Call, type Decision, type Reason } from './decision.js';
import { networkAddress, parseAddress } from '../org-ips/address.js';
import { EmergencyCallsService } from './emergency/emergency-calls.service.js';
import { RoutingIndexSync } from './sync/routing-index-sync.js';
import type { RoutingDecisionDto, RoutingQuery } from './routing.dto.js';
import { readCandidates } from './routing.repository.js';
import type { RoutingIndex } from './index/routing-index.js';
import { UsageRecorder } from './sync/usage-recorder.js';

/** While the index is stale: how long the database may take before the stale index answers. */
const DATABASE_TIMEOUT_MS = 250;

@Injectable()
export class RoutingService {
  /** A plain object, because a counter of prom-client would look up the label for each call. */
  private readonly decisions = Object.fromEntries(reasons.map((reason) => [reason, 0])) as Record<
    Reason,
    number
  >;
  private readonly staleAnswers: Counter;

  constructor(
    private readonly sync: RoutingIndexSync,
    private readonly usage: UsageRecorder,
    private readonly emergencies: EmergencyCallsService,
    private readonly work: UnitOfWork,
    registry: Registry,
  ) {
    const { decisions } = this;
    new Counter({
      name: 'organizations_routing_decisions_total',
      help: 'Routing decisions by reason',
      labelNames: ['reason'],
      registers: [registry],
      collect() {
        this.reset();
        for (const reason of reasons) this.inc({ reason }, decisions[reason]);
      },
    });
    this.staleAnswers = new Counter({
      name: 'organizations_routing_stale_answers_total',
      help: 'Routing decisions from a stale index because the database did not answer in time',
      registers: [registry],
    });
  }

  /**
   * Decides from the index. While the index is stale or not loaded, the database answers. If the database does not
   * answer either, the decision comes from the stale index and is marked as stale.
   */
  async decide(principal: Principal, query: Partial<RoutingQuery>): Promise<RoutingDecisionDto> {
    const { scope, authEpoch } = principal;
    const call = toCall(query);
    const decision = this.decideFromIndex(scope, call);
    if (decision) return decision;
    try {
      return this.decideFrom(await this.readFromDatabase(call), scope, call);
    } catch (error) {
      const { index } = this.sync;
      if (!index) throw error;
      // The database cannot confirm the caller's scope either, so the cached scope counts.
      if (authEpoch) authEpoch.verified = true;
      this.staleAnswers.inc();
      return { ...this.decideFrom(index, scope, call), stale: true };
    }
  }

  /** Decides without waiting for anything; undefined while the index is not up to date. */
  decideFromIndex(scope: string, call: Call): RoutingDecisionDto | undefined {
    const index = this.sync.freshIndex;
    return index && this.decideFrom(index, scope, call);
  }

  private decideFrom(index: RoutingIndex, scope: string, call: Call): RoutingDecisionDto {
    const decision = decide(index, call, scopeRootOf(index, scope));
    this.decisions[decision.reason]++;
    if (decision.reason === 'allowed') {
      this.usage.record(index, decision);
      if (call.emergency) this.emergencies.record(index, decision);
    }
    return toDto(index, call, decision);
  }

  private readFromDatabase({ address, domain }: Call): Promise<RoutingIndex> {
    // Not from a replica: while the primary is away, a replica may be behind the index.
    const candidates = this.work.readPrimary(PLATFORM, (manager) =>
      readCandidates(manager, domain ?? null, address === undefined ? null : networkAddress(address)),
    );
    return this.sync.index
      ? withTimeout(candidates, DATABASE_TIMEOUT_MS, () => new Error('The database did not answer in time'))
      : candidates;
  }
}

function toCall({ ip, port, protocol, domain, media, emergency }: Partial<RoutingQuery>): Call {
  return {
    address: ip === undefined ? undefined : parseAddress(ip)!,
    port,
    protocol,
    // An empty one counts as left out: proxies leave a variable empty that they could not fill.
    domain: domain === undefined || domain.trim() === '' ? undefined : toStoredName(domain),
    traffic: media ? 'media' : 'signaling',
    emergency,
  };
}

/** The normalized name. An invalid name becomes '', which no domain has. */
export function toStoredName(domain: string): string {
  return normalizeDomainName(domain) ?? '';
}

/** The slot of the organization whose path is the scope; undefined for the scope `/`. */
function scopeRootOf({ tree }: RoutingIndex, scope: string): number | undefined {
  return scope === '/'
    ? undefined
    : tree.slotOf(Number(scope.slice(scope.lastIndexOf('/', scope.length - 2) + 1, -1)));
}

function toDto(
  { tree, orgIps, domains }: RoutingIndex,
  { address, domain: name }: Call,
  { reason, overridden, ownerSlot, orgIp, domain }: Decision,
): RoutingDecisionDto {
  const dto: RoutingDecisionDto = { allow: reason === 'allowed', reason };
  if (overridden !== undefined) dto.overridden = overridden;
  if (ownerSlot !== undefined) {
    const isRefused = reason !== 'allowed' || overridden !== undefined;
    const isSuspended = isRefused && tree.isSuspended(ownerSlot);
    dto.organization = {
      id: formatOrganizationId(tree.idOf(ownerSlot)),
      name: tree.nameOf(ownerSlot),
      effectiveStatus: isSuspended ? 'suspended' : 'active',
    };
  }
  if (orgIp) {
    const { slot, prefixLength } = orgIp;
    dto.ip = { id: orgIps.idOf(slot), ipAddress: networkAddress(address!, prefixLength), cidr: prefixLength };
  }
  if (domain) {
    const { id, sipRealm, tlsEnabled, registrationEnabled } = domains.detailsOf(domain);
    dto.domain = { id, domain: name!, sipRealm: sipRealm ?? name!, tlsEnabled, registrationEnabled };
  }
  return dto;
}
