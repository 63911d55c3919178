import { Injectable } from '@nestjs/common';
import { formatOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { isSameJson } from '../database/changed-columns.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { withEtag, type Precondition } from '../http/etag.js';
import { omitUndefined } from '../http/optional-fields.js';
import { withoutReadOnly } from '../http/read-only.js';
import { voipTime } from '../http/times.js';
import { LookupsService } from '../lookups/lookups.service.js';
import { LimitChanges } from '../organizations/limit-changes.js';
import { noOwnOrganization } from '../organizations/organization.errors.js';
import { assertNotOwn } from '../organizations/organization.rules.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import {
  BillingProfileDto,
  billingSettings,
  DeletedBillingProfileDto,
  EffectiveBillingProfileDto,
  settingsOf,
  type BillingSourceDto,
  type SetBillingProfileDto,
} from './billing-profile.dto.js';
import type { BillingProfile } from './billing-profile.entity.js';
import { billingProfileNotConfigured } from './billing-profile.errors.js';
import { BillingProfilesRepository } from './billing-profiles.repository.js';

type Money = Pick<BillingProfile, 'currency' | 'creditLimit' | 'currentBalance'>;

@Injectable()
export class BillingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly profiles: BillingProfilesRepository,
    private readonly organizations: OrganizationsService,
    private readonly lookups: LookupsService,
    private readonly limits: LimitChanges,
  ) {}

  async getOwn(principal: Principal): Promise<BillingProfileDto> {
    if (principal.organizationId === null) throw new ApiError(noOwnOrganization);
    return this.get(principal, principal.organizationId);
  }

  async get(principal: Principal, organizationId: number): Promise<BillingProfileDto> {
    const profile = await this.work.read(principal, (manager) =>
      manager.withRepository(this.profiles).findVisible(organizationId),
    );
    if (!profile) throw new ApiError(billingProfileNotConfigured);
    return withEtag(BillingProfileDto.from(profile));
  }

  /** The profile of an organization that a manager can see. */
  async getOf(principal: Principal, organizationId: number): Promise<BillingProfileDto> {
    await this.work.read(principal, (manager) => this.organizations.require(manager, organizationId));
    return this.get(principal, organizationId);
  }

  /** Each field from the nearest organization that sets it: the organization itself or one of its ancestors. */
  async getEffective(principal: Principal, organizationId: number): Promise<EffectiveBillingProfileDto> {
    return this.work.read(principal, async (manager) => {
      const { id, name, path } = await this.organizations.require(manager, organizationId);
      const profiles = await manager.withRepository(this.profiles).findInherited(path);
      if (profiles.length === 0) throw new ApiError(billingProfileNotConfigured);
      return { orgId: formatOrganizationId(id), orgName: name, ...inherit(profiles) };
    });
  }

  async set(
    principal: Principal,
    organizationId: number,
    body: SetBillingProfileDto,
    precondition: Precondition,
  ): Promise<BillingProfileDto> {
    const saved = await this.work.write(principal, async (manager) => {
      const profiles = manager.withRepository(this.profiles);
      const organization = await this.organizations.lockInPlaceFromPath(manager, organizationId);
      assertNotOwn(principal, organization);
      const { name, path } = organization;
      const current = await profiles.lockVisible(organizationId);
      const shown = current ? BillingProfileDto.from(current) : undefined;
      precondition.check(shown);
      const { nextBillingDate, ...settings } = withoutReadOnly(
        body,
        shown ?? { orgId: formatOrganizationId(organizationId), orgName: name },
      );
      const cleared = Object.fromEntries(billingSettings.map((setting) => [setting, null]));
      const next = {
        ...(cleared as Pick<BillingProfile, (typeof billingSettings)[number]>),
        // The balance is no setting: what is left out stays.
        currentBalance: current?.balance ?? null,
        ...omitUndefined(settings),
        nextBillingDate: nextBillingDate ? new Date(nextBillingDate) : null,
      };
      const inherited = (): Promise<BillingProfile[]> => profiles.findInherited(path);
      const fieldErrors = await this.checkMoney(
        next,
        current && { ...current, currentBalance: current.balance },
        inherited,
      );
      if (fieldErrors.length > 0) throw new ApiError(validationFailed, fieldErrors);
      // The present balance needs no correction.
      const { currentBalance } = settings;
      const setsBalance = currentBalance !== undefined && currentBalance !== (current?.balance ?? null);
      if (!current || !isSameJson(settingsOf(next), settingsOf(current)))
        await profiles.set({
          organizationId,
          ...next,
          currentBalance: setsBalance ? currentBalance : undefined,
        });
      return withEtag(BillingProfileDto.from((await profiles.findVisible(organizationId))!));
    });
    this.limits.announce();
    return saved;
  }

  /**
   * The errors of a currency that is withdrawn and of amounts with more decimals than their currency has. What the profile
   * has already may stay.
   */
  private async checkMoney(
    next: Money,
    current: Money | null,
    inherited: () => Promise<Money[]>,
  ): Promise<FieldError[]> {
    const fieldErrors: FieldError[] = [];
    const isSameCurrency = current !== null && next.currency === current.currency;
    if (next.currency !== null && !isSameCurrency) {
      const withdrawal = this.lookups.withdrawalOf('currency', next.currency);
      if (withdrawal) fieldErrors.push(withdrawal);
    }
    const amounts = (['creditLimit', 'currentBalance'] as const).filter(
      (field) => next[field] !== null && !(isSameCurrency && next[field] === current[field]),
    );
    if (amounts.length === 0) return fieldErrors;
    // Without a currency of its own, a profile has that of the nearest ancestor.
    const currency =
      next.currency ??
      (await inherited()).slice(current ? 1 : 0).find((profile) => profile.currency)?.currency;
    for (const field of amounts) {
      const fault = this.lookups.decimalsFault(next[field]!, currency ?? undefined);
      if (fault !== undefined) fieldErrors.push({ field, message: fault });
    }
    return fieldErrors;
  }

  async delete(
    principal: Principal,
    organizationId: number,
    precondition: Precondition,
  ): Promise<DeletedBillingProfileDto> {
    const deleted = await this.work.write(principal, async (manager) => {
      await this.organizations.lockInPlaceFromPath(manager, organizationId);
      const profiles = manager.withRepository(this.profiles);
      const profile = await profiles.lockVisible(organizationId);
      if (!profile) throw new ApiError(billingProfileNotConfigured);
      precondition.check(BillingProfileDto.from(profile));
      await profiles.delete(organizationId);
      return { orgId: formatOrganizationId(organizationId), deletedAt: voipTime(new Date()) };
    });
    this.limits.announce();
    return deleted;
  }
}

/** Merges profiles of which the nearest comes first. */
export function inherit(
  profiles: BillingProfile[],
): SetBillingProfileDto & { sources: Record<string, BillingSourceDto> } {
  const settings: Record<string, unknown> = {};
  const sources: Record<string, BillingSourceDto> = {};
  for (const profile of profiles) {
    for (const [field, value] of Object.entries(settingsOf(profile))) {
      if (field in settings) continue;
      settings[field] = value;
      sources[field] = {
        orgId: formatOrganizationId(profile.organizationId),
        orgName: profile.organization!.name,
      };
    }
  }
  return { ...settings, sources };
}
