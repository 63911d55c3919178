import { Injectable } from '@nestjs/common';
import { formatOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { LookupsService } from '../lookups/lookups.service.js';
import { toBlocked } from '../organizations/blocked.dto.js';
import { LimitChanges } from '../organizations/limit-changes.js';
import { assertNotOwn } from '../organizations/organization.rules.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { Page } from '../pagination/page.js';
import { add, isPositive, subtract, ZERO } from '../lookups/amount.js';
import { costLimitNotSet } from './charge.errors.js';
import { SpendRepository, type Sums } from './spend.repository.js';
import {
  ExtensionDto,
  type CreateExtensionDto,
  type ExtensionQuery,
  type SpendDto,
  type SpendMonthDto,
  type SpendSumsDto,
} from './spend.dto.js';

@Injectable()
export class SpendService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly spend: SpendRepository,
    private readonly organizations: OrganizationsService,
    private readonly lookups: LookupsService,
    private readonly limits: LimitChanges,
  ) {}

  /** `month`: as `2026-11`; undefined for the current one. */
  async get(principal: Principal, organizationId: number, month: string | undefined): Promise<SpendDto> {
    return this.work.read(principal, async (manager) => {
      const spend = manager.withRepository(this.spend);
      const organization = await this.organizations.require(manager, organizationId);
      const { limit, block, blocker, ...shown } = await spend.limitOf(organization, month);
      const sums = await spend.sumsOf(organization, shown);
      const { currencyId } = organization;
      const inCurrency = sums.filter((each) => each.currencyId === currencyId);
      const total = totalOf(inCurrency);
      return {
        orgId: formatOrganizationId(organizationId),
        ...shown,
        currency: this.code(currencyId),
        ...total,
        categories: inCurrency.map((each) => ({ category: each.category, ...toSums(each) })),
        otherCurrencies: byCurrency(sums)
          .filter(([other]) => other !== currencyId)
          .map(([other, those]) => ({ currency: this.code(other), ...totalOf(those) })),
        ...(limit !== null && { limit, remaining: remainder(limit, total.total) }),
        ...(block && { blocked: toBlocked(block, blocker) }),
      };
    });
  }

  /** The last months with charges, the latest first. */
  async months(principal: Principal, organizationId: number, months: number): Promise<SpendMonthDto[]> {
    const sums = await this.work.read(principal, async (manager) => {
      const organization = await this.organizations.require(manager, organizationId);
      return manager.withRepository(this.spend).sumsOf(organization, { months });
    });
    return groupBy(sums, ({ month }) => month).flatMap(([month, ofMonth]) =>
      byCurrency(ofMonth).map(([currencyId, those]) => ({
        month,
        currency: this.code(currencyId),
        ...totalOf(those),
      })),
    );
  }

  async extend(
    principal: Principal,
    organizationId: number,
    body: CreateExtensionDto,
  ): Promise<ExtensionDto> {
    const extension = await this.work.write(principal, async (manager) => {
      const organization = await this.organizations.lockInPlaceFromPath(manager, organizationId);
      assertNotOwn(principal, organization);
      if (organization.monthlyCostLimit === null) throw new ApiError(costLimitNotSet);
      return manager.withRepository(this.spend).addExtension(organizationId, body.amount, body.reason);
    });
    this.limits.announce();
    return ExtensionDto.from(extension);
  }

  async extensions(
    principal: Principal,
    organizationId: number,
    query: ExtensionQuery,
  ): Promise<Page<ExtensionDto>> {
    const page = await this.work.read(principal, async (manager) => {
      await this.organizations.require(manager, organizationId);
      return manager.withRepository(this.spend).page(organizationId, query);
    });
    return page.map((extension) => ExtensionDto.from(extension));
  }

  private code(currencyId: number): string {
    return this.lookups.value('currencies', currencyId).code;
  }
}

function remainder(limit: string, spent: string): string {
  const remaining = subtract(limit, spent);
  return isPositive(remaining) ? remaining : ZERO;
}

function byCurrency(sums: Sums[]): [currencyId: number, sums: Sums[]][] {
  return groupBy(sums, ({ currencyId }) => currencyId);
}

/** The groups in the order of their first items. */
function groupBy<T, K>(items: T[], keyOf: (item: T) => K): [key: K, items: T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}

function totalOf(sums: Sums[]): SpendSumsDto {
  const sum = (field: 'own' | 'total'): string =>
    sums.reduce((result, each) => add(result, each[field]), ZERO);
  return toSums({ own: sum('own'), total: sum('total') });
}

function toSums({ own, total }: Pick<Sums, 'own' | 'total'>): SpendSumsDto {
  return { total, own, below: subtract(total, own) };
}
