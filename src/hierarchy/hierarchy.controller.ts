import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Reply } from '../http/envelope.js';
import { Precondition, Preconditions } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import {
  ApiBodyExample,
  ApiItemResponse,
  ApiEtagResponse,
  ApiListResponse,
  ApiWriteResponse,
} from '../openapi/responses.js';
import { referenceUnknown } from '../lookups/lookup.errors.js';
import { OrganizationDto, OrganizationParams, OrganizationQuery } from '../organizations/organization.dto.js';
import {
  extReferenceTaken,
  hierarchyTooDeep,
  organizationNotFound,
  organizationUnknown,
  ownOrganization,
  rootHasNoRelation,
  rootRequiresAdmin,
} from '../organizations/organization.errors.js';
import { moveBody } from '../organizations/organization.examples.js';
import {
  DescendantsQuery,
  MoveOrganizationDto,
  MovePreviewDto,
  MoveQuery,
  TreeNodeDto,
  TreeQuery,
} from './hierarchy.dto.js';
import {
  hierarchyCycle,
  moveBillingConflict,
  moveIpConflict,
  parentChanged,
  parentNotFound,
} from './hierarchy.errors.js';
import { HierarchyService } from './hierarchy.service.js';

@ApiGroup({
  name: 'Hierarchy',
  description: 'The tree of organizations: parents, ancestors, children, descendants, subtrees and moves.',
  guide: ['Why a path', '/guides/decisions/0001-tree-by-path'],
})
@Controller('organizations/:id')
export class HierarchyController {
  constructor(private readonly hierarchy: HierarchyService) {}

  /**
   * Get the parent of an organization
   * @remarks Responds with 404 for a root, and for the caller's own organization, because its parent is outside the caller's
   * subtree.
   */
  @Get('parent')
  @TenantRoute('read')
  @ApiEtagResponse(OrganizationDto)
  @ApiErrors(organizationNotFound, parentNotFound)
  getOrganizationParent(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
  ): Promise<OrganizationDto> {
    return this.hierarchy.parent(principal, id);
  }

  /**
   * List the ancestors of an organization
   * @remarks All ancestors inside the caller's subtree, from the topmost down to the parent: at most 31.
   */
  @Get('ancestors')
  @TenantRoute('read')
  @ApiItemResponse([OrganizationDto])
  @ApiErrors(organizationNotFound)
  listOrganizationAncestors(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
  ): Promise<OrganizationDto[]> {
    return this.hierarchy.ancestors(principal, id);
  }

  /**
   * List the children of an organization
   * @remarks The organizations directly below this organization.
   */
  @Get('children')
  @TenantRoute('read')
  @ApiListResponse(OrganizationDto)
  @ApiErrors(organizationNotFound)
  listOrganizationChildren(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: OrganizationQuery,
  ): Promise<Page<OrganizationDto>> {
    return this.hierarchy.children(principal, id, query);
  }

  /**
   * List the descendants of an organization
   * @remarks All organizations below this organization. The default order is depth first.
   */
  @Get('descendants')
  @TenantRoute('read')
  @ApiListResponse(OrganizationDto)
  @ApiErrors(organizationNotFound)
  listOrganizationDescendants(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: DescendantsQuery,
  ): Promise<Page<OrganizationDto>> {
    return this.hierarchy.descendants(principal, id, query);
  }

  /**
   * Get the tree below an organization
   * @remarks The organization with its descendants nested in it, at most `depth` levels and 1,000 organizations. Each
   * organization has either all its `children` or, where the tree is cut off, only their number.
   */
  @Get('tree')
  @TenantRoute('read')
  @ApiItemResponse(TreeNodeDto)
  @ApiErrors(organizationNotFound)
  getOrganizationTree(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() { depth }: TreeQuery,
  ): Promise<TreeNodeDto> {
    return this.hierarchy.tree(principal, id, depth);
  }

  /**
   * Move an organization to another parent
   * @remarks Moves the whole subtree. With `expected_parent` the move fails if another caller has moved the organization
   * in the meantime. With `preview=true` nothing changes, and the response shows the effect of the move: how many
   * organizations, domains, IPs and contacts would move, and for how many organizations the effective status or billing
   * profile would change.
   */
  @Put('parent')
  @TenantRoute('write')
  @ApiBodyExample(MoveOrganizationDto, moveBody)
  @ApiWriteResponse(200, [OrganizationDto, MovePreviewDto], 'Organization moved successfully')
  @ApiErrors(
    ownOrganization,
    rootRequiresAdmin,
    organizationNotFound,
    hierarchyCycle,
    hierarchyTooDeep,
    parentChanged,
    moveIpConflict,
    moveBillingConflict,
    extReferenceTaken,
    organizationUnknown,
    referenceUnknown,
    rootHasNoRelation,
  )
  async moveOrganization(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() { preview }: MoveQuery,
    @Body() body: MoveOrganizationDto,
    @Preconditions() precondition: Precondition,
  ): Promise<OrganizationDto | Reply<MovePreviewDto>> {
    if (!preview) return this.hierarchy.move(principal, id, body, precondition);
    return new Reply(
      await this.hierarchy.preview(principal, id, body, precondition),
      'Preview: nothing was changed',
    );
  }
}
