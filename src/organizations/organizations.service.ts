import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { changedColumns } from '../database/changed-columns.js';
import { lockThenRead, type HierarchyLock } from '../database/locks.js';
import type { Selection } from '../database/selection.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { withEtag, type Precondition } from '../http/etag.js';
import { omitUndefined } from '../http/optional-fields.js';
import { withoutReadOnly } from '../http/read-only.js';
import type { Page } from '../pagination/page.js';
import { organizationTime } from '../http/times.js';
import type { ReferenceDto } from '../lookups/lookup.dto.js';
import { differencesFrom, LookupsService, type Reference } from '../lookups/lookups.service.js';
import {
  DeletedOrganizationDto,
  OrganizationDto,
  type CreateOrganizationDto,
  type OrganizationQuery,
  type UpdateOrganizationDto,
} from './organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  forceRequiresAdmin,
  noOwnOrganization,
  organizationNotFound,
  unknownOrganization,
  parentDeleted,
  rootHasNoRelation,
} from './organization.errors.js';
import {
  CUSTOMER_OF,
  DELETED,
  resolveParentId,
  assertEmpty,
  assertStatusSettable,
  assertNotOwn,
  assertNoReservedChanges,
} from './organization.rules.js';
import { LimitChanges } from './limit-changes.js';
import { OrganizationsRepository } from './organizations.repository.js';

/** The fields that can change whether a limit is reached. */
const limitFields = ['monthly_cost_limit', 'cost_limit_thresholds', 'currency'] as const;

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly organizations: OrganizationsRepository,
    private readonly lookups: LookupsService,
    private readonly limits: LimitChanges,
  ) {}

  async list(principal: Principal, query: OrganizationQuery): Promise<Page<OrganizationDto>> {
    return this.work.read(principal, (manager) => this.page(manager, query));
  }

  /**
   * Reads one page of the organizations that the caller can see, after `narrow` has added its conditions. `top` is the
   * path above all of them.
   */
  async page(
    manager: EntityManager,
    query: OrganizationQuery,
    narrow: (visible: Selection<Organization>) => Selection<Organization> = (visible) => visible,
    top = '',
  ): Promise<Page<OrganizationDto>> {
    const organizations = manager.withRepository(this.organizations);
    const page = await organizations.page(narrow(organizations.visible()), query, top);
    return page.map((organization) => OrganizationDto.from(organization, this.lookups));
  }

  async get(principal: Principal, id: number): Promise<OrganizationDto> {
    return this.toDto(await this.work.read(principal, (manager) => this.require(manager, id)));
  }

  async getOwn(principal: Principal): Promise<OrganizationDto> {
    if (principal.organizationId === null) throw new ApiError(noOwnOrganization);
    return this.get(principal, principal.organizationId);
  }

  async create(principal: Principal, body: CreateOrganizationDto): Promise<OrganizationDto> {
    this.lookups.require([
      ...references(body),
      { field: 'relation.type', kind: 'relation-types', reference: body.relation?.type },
    ]);
    this.assertCurrencyCurrent(body.currency?.id);
    assertStatusSettable(body);
    const parentId = resolveParentId(principal, body);
    const created = await this.work.write(principal, async (manager) => {
      const organizations = manager.withRepository(this.organizations);
      if (parentId !== null) await this.lockInPlace(manager, parentId, 'relation.parent');
      const { id } = await organizations.save(
        organizations.create({
          ...columns(body),
          parentId,
          relationTypeId: parentId === null ? null : (body.relation?.type?.id ?? CUSTOMER_OF),
        }),
      );
      return this.toDto(await this.require(manager, id));
    });
    this.announceLimit(body);
    return created;
  }

  async update(
    principal: Principal,
    id: number,
    sent: UpdateOrganizationDto,
    precondition: Precondition,
  ): Promise<OrganizationDto> {
    const updated = await this.work.write(principal, async (manager) => {
      const organizations = manager.withRepository(this.organizations);
      const organization = await this.requireLocked(manager, id, precondition);
      const body = withoutReadOnly(sent, this.toDto(organization));
      const changes = changedColumns(
        organization,
        omitUndefined({ ...columns(body), relationTypeId: body.relation?.type.id }),
      );
      assertNoReservedChanges(principal, organization, changes);
      this.lookups.require([
        ...references(body),
        { field: 'relation.type', kind: 'relation-types', reference: body.relation?.type },
      ]);
      this.assertCurrencyCurrent(changes.currencyId);
      assertStatusSettable(body);
      if (body.relation && organization.parentId === null)
        throw new ApiError(rootHasNoRelation, [
          { field: 'relation', message: 'must be omitted for an organization without a parent' },
        ]);
      if (Object.keys(changes).length > 0) await organizations.update(id, changes);
      return this.toDto(await this.require(manager, id));
    });
    this.announceLimit(sent);
    return updated;
  }

  private announceLimit(body: Pick<UpdateOrganizationDto, (typeof limitFields)[number]>): void {
    if (limitFields.some((field) => body[field] !== undefined)) this.limits.announce();
  }

  /** A withdrawn currency can be kept, but not chosen. */
  private assertCurrencyCurrent(id: number | undefined): void {
    const withdrawal = id === undefined ? undefined : this.lookups.withdrawalOf('currency', id);
    if (withdrawal) throw new ApiError(validationFailed, [withdrawal]);
  }

  async delete(
    principal: Principal,
    id: number,
    force: boolean,
    precondition: Precondition,
  ): Promise<DeletedOrganizationDto> {
    if (force && principal.role !== 'admin') throw new ApiError(forceRequiresAdmin);
    return this.work.write(principal, async (manager) => {
      const organizations = manager.withRepository(this.organizations);
      // Checked before the lock: a caller that may not delete the organization must not block other writes.
      assertNotOwn(principal, await this.require(manager, id));
      const organization = await this.requireLocked(manager, id, precondition, { subtree: id });
      if (!force) assertEmpty(await organizations.countContents(id));
      const deleted = await organizations.deleteSubtree(organization);
      return {
        id,
        status: this.lookups.value('organization-statuses', DELETED),
        deleted: organizationTime(deleted.deletedAt),
        organizations: deleted.organizations,
      };
    });
  }

  async restore(principal: Principal, id: number): Promise<OrganizationDto> {
    return this.work.write(principal, async (manager) => {
      const organizations = manager.withRepository(this.organizations);
      // Checked before the lock: a caller that cannot see the organization must not block other writes.
      if (!(await organizations.findRestorable(id))) throw new ApiError(organizationNotFound);
      const organization = await lockThenRead(manager, { hierarchy: { subtree: id } }, () =>
        organizations.findRestorable(id),
      );
      if (!organization) throw new ApiError(organizationNotFound);
      // What was deleted with an ancestor is restored with it.
      if (organization.deletedWithId !== id || organization.parent?.deletedAt)
        throw new ApiError(parentDeleted);
      await organizations.restoreDeletedWith(id);
      return this.toDto(await this.require(manager, id));
    });
  }

  /** Reads the organization of a path; 404 if the caller cannot see it. */
  async require(manager: EntityManager, id: number): Promise<Organization> {
    const organization = await manager.withRepository(this.organizations).findVisible(id);
    if (!organization) throw new ApiError(organizationNotFound);
    return organization;
  }

  /** Like `require`, with the row locked until the transaction ends. 412 if the precondition fails. */
  async requireLocked(
    manager: EntityManager,
    id: number,
    precondition: Precondition,
    hierarchy?: HierarchyLock,
  ): Promise<Organization> {
    const organization = await manager.withRepository(this.organizations).lockVisible(id, hierarchy);
    if (!organization) throw new ApiError(organizationNotFound);
    precondition.check(this.toDto(organization));
    return organization;
  }

  /**
   * Reads the organization of a body's `field`; 422 if the caller cannot see it. It is neither moved nor deleted until the
   * transaction ends. A write that adds something to an organization calls this before it locks a row.
   */
  async lockInPlace(manager: EntityManager, id: number, field: string): Promise<Organization> {
    const organization = await this.findInPlace(manager, id);
    if (!organization) throw unknownOrganization(field);
    return organization;
  }

  /** Like `lockInPlace`, but null if the caller cannot see the organization. */
  findInPlace(manager: EntityManager, id: number): Promise<Organization | null> {
    return lockThenRead(manager, { hierarchy: { path: id } }, () =>
      manager.withRepository(this.organizations).findVisible(id),
    );
  }

  /** Like `lockInPlace` for the organization of a request's path: 404 if the caller cannot see it. */
  lockInPlaceFromPath(manager: EntityManager, id: number): Promise<Organization> {
    return lockThenRead(manager, { hierarchy: { path: id } }, () => this.require(manager, id));
  }

  toDto(organization: Organization): OrganizationDto {
    return withEtag(OrganizationDto.from(organization, this.lookups));
  }
}

/** Throws if a reference to the organization has a name, and it is not the organization's. */
export function assertNamed(
  reference: ReferenceDto,
  { id, name }: Pick<Organization, 'id' | 'name'>,
  field: string,
): void {
  const fieldErrors = differencesFrom(field, reference, { id, name }, `/organizations/${id}`);
  if (fieldErrors.length > 0) throw new ApiError(validationFailed, fieldErrors);
}

function references(body: Omit<UpdateOrganizationDto, 'relation'>): Reference[] {
  return [
    { field: 'type', kind: 'organization-types', reference: body.type },
    { field: 'class', kind: 'organization-classes', reference: body.class },
    { field: 'status', kind: 'organization-statuses', reference: body.status },
    { field: 'country', kind: 'countries', reference: body.country },
    { field: 'currency', kind: 'currencies', reference: body.currency },
    { field: 'verification_type', kind: 'verification-types', reference: body.verification_type },
  ];
}

/** The columns that a body sets. A null clears a column; undefined leaves it as it is. */
function columns(body: Omit<UpdateOrganizationDto, 'relation'>): Partial<Organization> {
  return omitUndefined({
    name: body.name,
    extReference: body.ext_reference === null ? '' : body.ext_reference,
    typeId: body.type?.id,
    classId: body.class?.id,
    statusId: body.status?.id,
    countryId: body.country?.id,
    currencyId: body.currency?.id,
    monthlyCostLimit: body.monthly_cost_limit,
    costLimitThresholds: body.cost_limit_thresholds,
    verificationTypeId: body.verification_type === null ? null : body.verification_type?.id,
    verification: body.verification,
  });
}
