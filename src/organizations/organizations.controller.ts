import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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

@ApiTags('Organizations')
@Controller('organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  /**
   * Create an organization
   * @remarks A new organization below the caller's own, or below `relation.parent`. Required are `name`, `type`
   * and `country`; the class defaults to Commercial, the status to Active, the currency to EUR. Only an
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
   * @remarks All organizations of the caller's subtree, its own included; for administrators all there are.
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
   * @remarks The organization that the token belongs to; 404 for a platform administrator without one.
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
   * @remarks One organization of the caller's subtree. `status` is its own, `effective_status` the one in force.
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
   * @remarks Changes the fields that are given; null clears an optional one. Of its own organization a manager
   * may change name, country and ext_reference only. Suspending an organization suspends all below it, and
   * lifting that restores exactly what each had before.
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
   * @remarks The organization is gone from every answer, and its tokens are refused. One with children, domains
   * or IPs is kept, with their numbers in `details`, unless an administrator forces the deletion of the whole
   * subtree. Domain names and networks stay reserved for the 30 days in which it can be restored.
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
   * @remarks Undoes a deletion of the last 30 days, with everything that went with it.
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
