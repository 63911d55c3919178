import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { AdminRoute, CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { insufficientPermissions } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { Precondition, Preconditions } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import { ApiBodyExample, ApiEtagResponse, ApiListResponse, ApiWriteResponse } from '../openapi/responses.js';
import { referenceUnknown } from '../lookups/lookup.errors.js';
import {
  CreateOrganizationDto,
  DeletedOrganizationDto,
  DeleteOrganizationQuery,
  OrganizationDto,
  OrganizationParams,
  OrganizationQuery,
  UpdateOrganizationDto,
} from './organization.dto.js';
import {
  extReferenceTaken,
  forceRequiresAdmin,
  hierarchyTooDeep,
  noOwnOrganization,
  organizationNotEmpty,
  organizationNotFound,
  organizationUnknown,
  ownOrganization,
  parentDeleted,
  rootHasNoRelation,
  rootRequiresAdmin,
  statusNotSettable,
} from './organization.errors.js';
import * as examples from './organization.examples.js';
import { OrganizationsService } from './organizations.service.js';

@ApiGroup({
  name: 'Organizations',
  description: 'The tenants: create, read, update, suspend, delete and restore them.',
  guide: ['The tenancy model', '/guides/tenancy'],
})
@Controller('organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  /**
   * Create an organization
   * @remarks Creates an organization below the caller's own or below `relation.parent`. `name`, `type` and `country` are
   * required. The default class is Commercial, the default status Active and the default currency EUR. Only an
   * administrator may create a root, with `relation: null`.
   */
  @Post()
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateOrganizationDto, examples.createBody)
  @ApiWriteResponse(201, OrganizationDto, 'Organization created successfully')
  @ApiErrors(
    rootRequiresAdmin,
    extReferenceTaken,
    hierarchyTooDeep,
    organizationUnknown,
    referenceUnknown,
    statusNotSettable,
  )
  createOrganization(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateOrganizationDto,
  ): Promise<OrganizationDto> {
    return this.organizations.create(principal, body);
  }

  /**
   * List organizations
   * @remarks All organizations of the caller's subtree, including the caller's own. Administrators get all organizations.
   */
  @Get()
  @TenantRoute('read')
  @ApiListResponse(OrganizationDto, examples.listExample)
  listOrganizations(
    @CurrentPrincipal() principal: Principal,
    @Query() query: OrganizationQuery,
  ): Promise<Page<OrganizationDto>> {
    return this.organizations.list(principal, query);
  }

  /**
   * Get the caller's own organization
   * @remarks The organization of the token. Responds with 404 for an administrator without an organization.
   */
  @Get('my')
  @TenantRoute('read')
  @ApiEtagResponse(OrganizationDto)
  @ApiErrors(noOwnOrganization)
  getMyOrganization(@CurrentPrincipal() principal: Principal): Promise<OrganizationDto> {
    return this.organizations.getOwn(principal);
  }

  /**
   * Get an organization
   * @remarks One organization of the caller's subtree. `status` is its own status. `effective_status` also takes its
   * ancestors into account.
   */
  @Get(':id')
  @TenantRoute('read')
  @ApiEtagResponse(OrganizationDto, examples.getExample)
  @ApiErrors(organizationNotFound)
  getOrganization(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
  ): Promise<OrganizationDto> {
    return this.organizations.get(principal, id);
  }

  /**
   * Update an organization
   * @remarks Changes only the fields in the body. Null clears an optional field. In its own organization a manager may
   * change only name, country and ext_reference. Suspending an organization also suspends its descendants. Lifting the
   * suspension restores the previous status of each.
   */
  @Patch(':id')
  @TenantRoute('write')
  @ApiBodyExample(UpdateOrganizationDto, examples.updateBody)
  @ApiWriteResponse(200, OrganizationDto, 'Organization updated successfully')
  @ApiErrors(
    ownOrganization,
    organizationNotFound,
    extReferenceTaken,
    referenceUnknown,
    statusNotSettable,
    rootHasNoRelation,
  )
  updateOrganization(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Body() body: UpdateOrganizationDto,
    @Preconditions() precondition: Precondition,
  ): Promise<OrganizationDto> {
    return this.organizations.update(principal, id, body, precondition);
  }

  /**
   * Delete an organization
   * @remarks Removes the organization from all responses and refuses its tokens. If the organization has children,
   * domains or IPs, the request fails with their numbers in `details`, unless an administrator forces the deletion of the
   * whole subtree. Domain names and networks stay reserved for the 30 days in which the organization can be restored.
   */
  @Delete(':id')
  @TenantRoute('write')
  @ApiWriteResponse(200, DeletedOrganizationDto, 'Organization deleted successfully')
  @ApiErrors(ownOrganization, forceRequiresAdmin, organizationNotFound, organizationNotEmpty)
  deleteOrganization(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() { force }: DeleteOrganizationQuery,
    @Preconditions() precondition: Precondition,
  ): Promise<DeletedOrganizationDto> {
    return this.organizations.delete(principal, id, force ?? false, precondition);
  }

  /**
   * Restore a deleted organization
   * @remarks Undoes a deletion of the last 30 days and restores everything that was deleted together with the organization.
   */
  @Post(':id/restore')
  @Idempotent()
  @AdminRoute()
  @ApiWriteResponse(200, OrganizationDto, 'Organization restored successfully')
  @ApiErrors(
    insufficientPermissions.withMessage('Admin access required'),
    organizationNotFound,
    parentDeleted,
    extReferenceTaken,
  )
  restoreOrganization(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
  ): Promise<OrganizationDto> {
    return this.organizations.restore(principal, id);
  }
}
