import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { withinPath } from '../organizations/organization.selections.js';
import type { Selection } from '../database/selection.js';
import { changedColumns } from '../database/changed-columns.js';
import { UnitOfWork, widenScope } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import type { Precondition } from '../http/etag.js';
import { withoutReadOnly } from '../http/read-only.js';
import type { Page } from '../pagination/page.js';
import { LookupsService } from '../lookups/lookups.service.js';
import type { OrganizationDto, OrganizationQuery } from '../organizations/organization.dto.js';
import type { Organization } from '../organizations/organization.entity.js';
import { rootHasNoRelation, rootRequiresAdmin } from '../organizations/organization.errors.js';
import { CUSTOMER_OF, assertNotOwn } from '../organizations/organization.rules.js';
import { assertNamed, OrganizationsService } from '../organizations/organizations.service.js';
import type { DescendantsQuery, MoveOrganizationDto, MovePreviewDto, TreeNodeDto } from './hierarchy.dto.js';
import { parentChanged, parentNotFound } from './hierarchy.errors.js';
import { HierarchyRepository } from './hierarchy.repository.js';

/** The largest number of organizations in one tree response. */
const MAX_TREE_SIZE = 1_000;

@Injectable()
export class HierarchyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly hierarchy: HierarchyRepository,
    private readonly organizations: OrganizationsService,
    private readonly lookups: LookupsService,
  ) {}

  async parent(principal: Principal, id: number): Promise<OrganizationDto> {
    return this.work.read(principal, async (manager) => {
      const organization = await this.organizations.require(manager, id);
      if (!organization.parent) throw new ApiError(parentNotFound);
      const parent = await this.organizations.require(manager, organization.parent.id);
      return this.organizations.toDto(parent);
    });
  }

  /** The ancestors from the topmost that the caller can see down to the parent. */
  async ancestors(principal: Principal, id: number): Promise<OrganizationDto[]> {
    return this.work.read(principal, async (manager) => {
      const organization = await this.organizations.require(manager, id);
      const ancestors = await manager.withRepository(this.hierarchy).ancestors(organization);
      return ancestors.map((ancestor) => this.organizations.toDto(ancestor));
    });
  }

  async children(principal: Principal, id: number, query: OrganizationQuery): Promise<Page<OrganizationDto>> {
    return this.work.read(principal, async (manager) => {
      await this.organizations.require(manager, id);
      return this.organizations.page(manager, query, (visible) =>
        visible.where('organization.parent_id = ?', id),
      );
    });
  }

  async descendants(
    principal: Principal,
    id: number,
    { depth, ...query }: DescendantsQuery,
  ): Promise<Page<OrganizationDto>> {
    return this.work.read(principal, async (manager) => {
      const top = await this.organizations.require(manager, id);
      const narrow = (visible: Selection<Organization>): Selection<Organization> => {
        const below = withinPath(visible, top.path).where('organization.id <> ?', id);
        if (depth === undefined) return below;
        return depth === 1
          ? below.where('organization.parent_id = ?', id)
          : below.where('organization.depth <= ?', top.depth + depth);
      };
      return this.organizations.page(manager, query, narrow, top.path);
    });
  }

  /** Reads the tree level by level. Each organization has all of its children, or none if they exceed the size limit. */
  async tree(principal: Principal, id: number, depth: number): Promise<TreeNodeDto> {
    return this.work.read(principal, async (manager) => {
      const hierarchy = manager.withRepository(this.hierarchy);
      const root = await this.organizations.require(manager, id);
      let level = await this.nodes(hierarchy, [root]);
      const top = level[0]!;
      let remaining = MAX_TREE_SIZE - 1;
      for (let below = 0; below < depth && level.length > 0; below++) {
        const expanded: TreeNodeDto[] = [];
        for (const node of level) {
          if (node.children_count > remaining) continue;
          remaining -= node.children_count;
          node.children = [];
          if (node.children_count > 0) expanded.push(node);
        }
        const parents = new Map(expanded.map((node) => [node.id, node]));
        const children = expanded.length > 0 ? await hierarchy.childrenOf([...parents.keys()]) : [];
        level = await this.nodes(hierarchy, children);
        for (const [index, node] of level.entries())
          parents.get(children[index]!.parentId!)!.children!.push(node);
      }
      return top;
    });
  }

  async move(
    principal: Principal,
    id: number,
    body: MoveOrganizationDto,
    precondition: Precondition,
  ): Promise<OrganizationDto> {
    return this.work.write(principal, async (manager) => {
      await this.moveWithin(manager, principal, id, body, precondition);
      return this.organizations.toDto(await this.organizations.require(manager, id));
    });
  }

  /** Moves, counts the effects and rolls back, so that it throws exactly what the move would throw. */
  async preview(
    principal: Principal,
    id: number,
    body: MoveOrganizationDto,
    precondition: Precondition,
  ): Promise<MovePreviewDto> {
    return this.work.dryRun(principal, async (manager) => {
      const before = await this.moveWithin(manager, principal, id, body, precondition);
      const after = await this.organizations.require(manager, id);
      // The counts depend on ancestors outside of the caller's scope, and only the counts are returned.
      await widenScope(manager);
      return manager.withRepository(this.hierarchy).countMove(before.path, after);
    });
  }

  /** Returns the organization as it was before the move. */
  private async moveWithin(
    manager: EntityManager,
    principal: Principal,
    id: number,
    body: MoveOrganizationDto,
    precondition: Precondition,
  ): Promise<Organization> {
    const hierarchy = manager.withRepository(this.hierarchy);
    this.lookups.require([
      { field: 'relation.type', kind: 'relation-types', reference: body.relation?.type },
    ]);
    // Checked before the lock: a caller that may not move the organization must not block other writes.
    assertNotOwn(principal, await this.organizations.require(manager, id));
    const organization = await this.organizations.requireLocked(manager, id, precondition, {
      subtree: id,
      newParent: body.parent?.id,
    });
    const { parent, relation, expected_parent } = withoutReadOnly(
      body,
      this.organizations.toDto(organization),
    );
    if (expected_parent !== undefined && (expected_parent?.id ?? null) !== organization.parentId)
      throw new ApiError(parentChanged, [{ field: 'expected_parent', message: 'is not the current parent' }]);
    if (expected_parent && organization.parent)
      assertNamed(expected_parent, organization.parent, 'expected_parent');
    if (parent === null && principal.role !== 'admin')
      throw new ApiError(rootRequiresAdmin, [{ field: 'parent', message: 'must not be null' }]);
    if (parent === null && relation)
      throw new ApiError(rootHasNoRelation, [
        { field: 'relation', message: 'must be omitted for an organization without a parent' },
      ]);
    if (parent)
      assertNamed(parent, await this.organizations.lockInPlace(manager, parent.id, 'parent'), 'parent');
    const place = {
      parentId: parent && parent.id,
      relationTypeId: parent && (relation?.type.id ?? organization.relationTypeId ?? CUSTOMER_OF),
    };
    if (Object.keys(changedColumns(organization, place)).length > 0) await hierarchy.setParent(id, place);
    return organization;
  }

  private async nodes(hierarchy: HierarchyRepository, organizations: Organization[]): Promise<TreeNodeDto[]> {
    const counts = await hierarchy.countChildren(organizations.map(({ id }) => id));
    return organizations.map((organization) => ({
      id: organization.id,
      name: organization.name,
      type: this.lookups.value('organization-types', organization.typeId),
      status: this.lookups.value('organization-statuses', organization.statusId),
      effective_status: this.lookups.value('organization-statuses', organization.effectiveStatusId),
      children_count: counts.get(organization.id) ?? 0,
    }));
  }
}
