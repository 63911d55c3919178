import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { validationFailed } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { Precondition, Preconditions } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import {
  ApiBodyExample,
  ApiItemOrListResponse,
  ApiListResponse,
  ApiWriteResponse,
} from '../openapi/responses.js';
import { organizationNotFound, organizationUnknown } from '../organizations/organization.errors.js';
import {
  CreateOrgIpDto,
  DeletedOrgIpDto,
  NewOrgIpParams,
  OrganizationIpQuery,
  OrgIpDto,
  OrgIpEntityParams,
  OrgIpListItemDto,
  OrgIpParams,
  OrgIpQuery,
  UpdateOrgIpDto,
  WrittenOrgIpDto,
} from './org-ip.dto.js';
import * as examples from './org-ip.examples.js';
import {
  ipConflict,
  ipExists,
  ipIdExists,
  ipInUse,
  orgIpNotFound,
  sharedRequiresAdmin,
} from './org-ip.errors.js';
import { OrgIpsService } from './org-ips.service.js';

@ApiGroup({
  name: 'Organization IPs',
  description: 'The IP addresses of organizations, for the authorization and routing of SIP traffic.',
  guide: ['Which networks may overlap', '/guides/decisions/0002-networks'],
})
@Controller('orgips')
export class OrgIpsController {
  constructor(private readonly orgIps: OrgIpsService) {}

  /**
   * Get all organization IPs
   * @remarks The IP networks of the caller's subtree. Administrators get all IP networks.
   */
  @Get('index')
  @TenantRoute('read')
  @ApiListResponse(OrgIpListItemDto, examples.listExample)
  listOrgIps(
    @CurrentPrincipal() principal: Principal,
    @Query() query: OrgIpQuery,
  ): Promise<Page<OrgIpListItemDto>> {
    return this.orgIps.list(principal, query);
  }

  /**
   * Get an organization IP by ID, or the IPs of an organization
   * @remarks With the id of an IP configuration the response is that configuration. With the id of an organization it is
   * the list of its IP networks, to which the query parameters apply.
   */
  @Get(':entity')
  @TenantRoute('read')
  @ApiItemOrListResponse(OrgIpDto, OrgIpListItemDto, {
    'an IP configuration': examples.getExample,
    "an organization's IPs": examples.listExample,
  })
  @ApiErrors(orgIpNotFound, organizationNotFound)
  getOrgIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { entity }: OrgIpEntityParams,
    @Query() query: OrganizationIpQuery,
  ): Promise<OrgIpDto | Page<OrgIpListItemDto>> {
    return this.orgIps.get(principal, entity, query);
  }

  /**
   * Create an organization IP
   * @remarks With the id of an organization in the path the server generates the id. With an `ip_…` id in the path that id
   * is used. A network is unique on the platform for each kind of traffic. It never overlaps a network of an organization
   * that is neither an ancestor nor a descendant.
   */
  @Post(':entity')
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateOrgIpDto, examples.createBody)
  @ApiWriteResponse(201, WrittenOrgIpDto, 'Organization IP created successfully', examples.createExample)
  @ApiErrors(
    validationFailed.withMessage('Invalid IP address format or parameters'),
    sharedRequiresAdmin,
    ipExists,
    ipIdExists,
    ipConflict.withMessage('IP address already configured'),
    organizationUnknown,
  )
  createOrgIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { entity }: NewOrgIpParams,
    @Body() body: CreateOrgIpDto,
  ): Promise<WrittenOrgIpDto> {
    return this.orgIps.create(principal, entity, body);
  }

  /**
   * Update an organization IP
   * @remarks Changes only the fields in the body. Null clears an optional field. A new `ipAddress` without `cidr` keeps
   * the prefix length, unless the IP version changes.
   */
  @Put(':entity')
  @TenantRoute('write')
  @ApiBodyExample(UpdateOrgIpDto, examples.updateBody)
  @ApiWriteResponse(200, WrittenOrgIpDto, 'Organization IP updated successfully', examples.updateExample)
  @ApiErrors(sharedRequiresAdmin, orgIpNotFound, ipExists.withMessage('IP address conflict'), ipConflict)
  updateOrgIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { entity }: OrgIpParams,
    @Body() body: UpdateOrgIpDto,
    @Preconditions() precondition: Precondition,
  ): Promise<WrittenOrgIpDto> {
    return this.orgIps.update(principal, entity, body, precondition);
  }

  /**
   * Delete an organization IP
   * @remarks Deletes the configuration permanently. The configuration is in use if it allowed calls in the last few
   * minutes (`IN_USE_WINDOW_SECONDS`): set it to `inactive` first.
   */
  @Delete(':entity')
  @TenantRoute('write')
  @ApiWriteResponse(200, DeletedOrgIpDto, 'Organization IP deleted successfully', examples.deleteExample)
  @ApiErrors(orgIpNotFound, ipInUse)
  deleteOrgIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { entity }: OrgIpParams,
    @Preconditions() precondition: Precondition,
  ): Promise<DeletedOrgIpDto> {
    return this.orgIps.delete(principal, entity, precondition);
  }
}
