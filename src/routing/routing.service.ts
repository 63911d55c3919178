import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { formatOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { withTimeout } from '../database/with-timeout.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { normalizeDomainName } from '../domains/domain-name.js';
import { decide, reasons, type Call, type Decision, type Reason } from './decision.js';
import { networkAddress, parseAddress } from './index/network-table.js';
import { RoutingIndexSync } from './sync/routing-index-sync.js';
import type { RoutingDecisionDto, RoutingQuery } from './routing.dto.js';
import { readCandidates } from './routing.repository.js';
import type { RoutingIndex } from './index/routing-index.js';
import { UsageRecorder } from './sync/usage-recorder.js';

/** How long the database may take while the index is not up to date, before that is answered from. */
const DATABASE_TIMEOUT_MS = 250;

@Injectable()
export class RoutingService {
  /** Counted for each call, so without a look at labels. */
  private readonly decisions = Object.fromEntries(reasons.map((reason) => [reason, 0])) as Record<
    Reason,
    number
  >;
  private readonly answeredStale: Counter;

  constructor(
    private readonly feed: RoutingIndexSync,
    private readonly usage: UsageRecorder,
    private readonly work: UnitOfWork,
    registry: Registry,
  ) {
    const { decisions } = this;
    new Counter({
      name: 'organizations_routing_decisions_total',
      help: 'Answers for calls, by their reason',
      labelNames: ['reason'],
      registers: [registry],
      collect() {
        this.reset();
        for (const reason of reasons) this.inc({ reason }, decisions[reason]);
      },
    });
    this.answeredStale = new Counter({
      name: 'organizations_routing_stale_answers_total',
      help: 'Answers by what was known last, for the database did not say in time',
      registers: [registry],
    });
  }

  /**
   * From the index; while that is not up to date from the database, and while there is none, from what the index knew
   * last, marked as stale.
   */
  async decide(principal: Principal, query: Partial<RoutingQuery>): Promise<RoutingDecisionDto> {
    const { scope, authEpoch } = principal;
    const call = callOf(query);
    const now = this.decideFromIndex(scope, call);
    if (now) return now;
    try {
      return this.answer(await this.readFromDatabase(call), scope, call);
    } catch (error) {
      const { index } = this.feed;
      if (!index) throw error;
      // Nor can anybody say whether the caller still is who it was when last asked.
      if (authEpoch) authEpoch.verified = true;
      this.answeredStale.inc();
      return { ...this.answer(index, scope, call), stale: true };
    }
  }

  /** The same without waiting for anything; undefined while the index is not up to date. */
  decideFromIndex(scope: string, call: Call): RoutingDecisionDto | undefined {
    const index = this.feed.fresh;
    return index && this.answer(index, scope, call);
  }

  private answer(index: RoutingIndex, scope: string, call: Call): RoutingDecisionDto {
    const decision = decide(index, call, scopeRootOf(index, scope));
    this.decisions[decision.reason]++;
    if (decision.reason === 'allowed') this.usage.record(index, decision);
    return toDto(index, call, decision);
  }

  private readFromDatabase({ address, domain }: Call): Promise<RoutingIndex> {
    // Not a replica: while the primary is away, one may know less than the index.
    const answer = this.work.readPrimary(PLATFORM, (manager) =>
      readCandidates(manager, domain ?? null, address === undefined ? null : networkAddress(address)),
    );
    return this.feed.index
      ? withTimeout(answer, DATABASE_TIMEOUT_MS, () => new Error('The database takes its time'))
      : answer;
  }
}

function callOf({ ip, port, protocol, domain, media }: Partial<RoutingQuery>): Call {
  return {
    address: ip === undefined ? undefined : parseAddress(ip)!,
    port,
    protocol,
    domain: domain === undefined ? undefined : toStoredName(domain),
    traffic: media ? 'media' : 'signaling',
  };
}

/** What can be no domain is one that nobody has. */
export function toStoredName(domain: string): string {
  return normalizeDomainName(domain) ?? '';
}

/** The organization whose path a scope is; undefined for everything. */
function scopeRootOf({ tree }: RoutingIndex, scope: string): number | undefined {
  return scope === '/'
    ? undefined
    : tree.placeOf(Number(scope.slice(scope.lastIndexOf('/', scope.length - 2) + 1, -1)));
}

function toDto(
  index: RoutingIndex,
  { address, domain: name }: Call,
  { reason, owner, entry, domain }: Decision,
): RoutingDecisionDto {
  const { tree } = index;
  const answer: RoutingDecisionDto = { allow: reason === 'allowed', reason };
  if (owner !== undefined) {
    const isSuspended = reason !== 'allowed' && tree.isSuspended(owner);
    answer.organization = {
      id: formatOrganizationId(tree.idOf(owner)),
      name: tree.nameOf(owner),
      effectiveStatus: isSuspended ? 'suspended' : 'active',
    };
  }
  if (entry) {
    const { id, bits } = entry;
    answer.ip = { id, ipAddress: networkAddress(address!, bits), cidr: bits };
  }
  if (domain) {
    const { id, sipRealm, tlsEnabled, registrationEnabled } = domain;
    answer.domain = { id, domain: name!, sipRealm: sipRealm ?? name!, tlsEnabled, registrationEnabled };
  }
  return answer;
}
