import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { ErrorDefinition } from '../errors/error-definition.js';
import { currenciesByCode } from '../lookups/code.validators.js';
import { LookupsService } from '../lookups/lookups.service.js';
import { LimitChanges } from '../organizations/limit-changes.js';
import { organizationUnknown } from '../organizations/organization.errors.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { Page } from '../pagination/page.js';
import {
  ChargeDto,
  type ChargeQuery,
  type ChargeResultDto,
  type ChargesResultDto,
  type CreateChargeDto,
} from './charge.dto.js';
import { chargeConflict, chargeOutOfTime, currencyMismatch } from './charge.errors.js';
import { ChargesMetrics } from './charges.metrics.js';
import { ChargesRepository, type NewCharge, type Outcome } from './charges.repository.js';

const DAY_MS = 24 * 60 * 60_000;
/** A rating engine may be late, but not forever: a closed month is invoiced. */
const MAX_AGE_MS = 62 * DAY_MS;
/** The clock of the sender may be ahead. */
const MAX_AHEAD_MS = 10 * 60_000;

@Injectable()
export class ChargesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly charges: ChargesRepository,
    private readonly organizations: OrganizationsService,
    private readonly lookups: LookupsService,
    private readonly limits: LimitChanges,
    private readonly metrics: ChargesMetrics,
  ) {}

  /** Records what can be recorded. Each charge has a result of its own, so that one at fault does not hold up the others. */
  async record(principal: Principal, sent: CreateChargeDto[]): Promise<ChargesResultDto> {
    const now = Date.now();
    const isInTime = ({ occurredAt }: CreateChargeDto): boolean => {
      const time = Date.parse(occurredAt);
      return time >= now - MAX_AGE_MS && time <= now + MAX_AHEAD_MS;
    };
    const charges = sent.filter(isInTime).map(toColumns);
    const outcomes =
      charges.length === 0
        ? []
        : await this.work.write(principal, (manager) =>
            manager.withRepository(this.charges).record(senderOf(principal), charges),
          );
    if (outcomes.includes('recorded')) this.limits.announce();
    const inOrder = outcomes.values();
    const results = sent.map((charge) =>
      resultOf(charge, isInTime(charge) ? inOrder.next().value! : 'out_of_time'),
    );
    const count = (status: ChargeResultDto['status']): number =>
      results.filter((result) => result.status === status).length;
    const result = {
      recorded: count('recorded'),
      duplicates: count('duplicate'),
      refused: count('refused'),
      charges: results,
    };
    this.work.afterCommit(() => this.metrics.countCharges(result));
    return result;
  }

  async list(principal: Principal, organizationId: number, query: ChargeQuery): Promise<Page<ChargeDto>> {
    const page = await this.work.read(principal, async (manager) => {
      const organization = await this.organizations.require(manager, organizationId);
      return manager.withRepository(this.charges).page(organization, query);
    });
    return page.map((charge) => ChargeDto.from(charge, this.lookups));
  }
}

/**
 * A UUID for the sender of charges: the same for all tokens of a subject in an organization, whatever their role, and for a
 * key before and after its rotation.
 */
function senderOf({ subject, organizationId, apiKeyId }: Principal): string {
  const sender = apiKeyId === undefined ? { subject, organizationId } : { apiKeyId };
  return createHash('sha256').update(JSON.stringify(sender)).digest('hex').slice(0, 32);
}

function toColumns({ orgId, currency, category, description, ...same }: CreateChargeDto): NewCharge {
  return {
    ...same,
    organizationId: parseOrganizationId(orgId)!,
    currencyId: currenciesByCode.get(currency)!.id,
    category: category ?? '',
    description: description ?? null,
  };
}

const refusals: Record<
  Exclude<Outcome, 'recorded' | 'duplicate'> | 'out_of_time',
  [error: ErrorDefinition, field: keyof CreateChargeDto]
> = {
  conflict: [chargeConflict, 'id'],
  unknown_organization: [organizationUnknown, 'orgId'],
  currency_mismatch: [currencyMismatch, 'currency'],
  out_of_time: [chargeOutOfTime, 'occurredAt'],
};

function resultOf({ id }: CreateChargeDto, outcome: Outcome | 'out_of_time'): ChargeResultDto {
  if (outcome === 'recorded') return { id, status: 'recorded' };
  if (outcome === 'duplicate') return { id, status: 'duplicate', duplicate: true };
  const [{ status: statusCode, code, message }, field] = refusals[outcome];
  return { id, status: 'refused', error: { statusCode, code, message, field } };
}
