import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { insufficientPermissions, validationFailed } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { Precondition, Preconditions } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import { ApiBodyExample, ApiEtagResponse, ApiListResponse, ApiWriteResponse } from '../openapi/responses.js';
import { organizationUnknown } from '../organizations/organization.errors.js';
import {
  CreateDomainDto,
  DeletedDomainDto,
  DeleteDomainQuery,
  DomainDto,
  DomainListItemDto,
  DomainParams,
  DomainQuery,
  NewDomainParams,
  UpdateDomainDto,
  WrittenDomainDto,
} from './domain.dto.js';
import * as examples from './domain.examples.js';
import { domainExists, domainIdExists, domainInUse, domainNotFound } from './domain.errors.js';
import { DomainsService } from './domains.service.js';

const organizationIdNotFound = organizationUnknown.withMessage('Organization ID not found');
const nameConflict = domainExists.withMessage('Domain name conflict with existing mapping');

@ApiGroup({
  name: 'Domain mappings',
  description: 'The domain names of organizations, for call routing and the identification of tenants.',
  guide: ['A tour in ten minutes', '/guides/tour'],
})
@Controller('domains')
export class DomainsController {
  constructor(private readonly domains: DomainsService) {}

  /**
   * Get all domain mappings
   * @remarks The domain mappings of the caller's subtree. Administrators get all domain mappings.
   */
  @Get()
  @TenantRoute('read')
  @ApiListResponse(DomainListItemDto, examples.listExample)
  @ApiErrors(insufficientPermissions.withMessage('Insufficient permissions to list domains'))
  listDomains(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DomainQuery,
  ): Promise<Page<DomainListItemDto>> {
    return this.domains.list(principal, query);
  }

  /**
   * Get a domain mapping by ID
   * @remarks One domain mapping with all its settings.
   */
  @Get(':id')
  @TenantRoute('read')
  @ApiEtagResponse(DomainDto, examples.getExample)
  @ApiErrors(insufficientPermissions.withMessage('Insufficient permissions to view domain'), domainNotFound)
  getDomain(@CurrentPrincipal() principal: Principal, @Param() { id }: DomainParams): Promise<DomainDto> {
    return this.domains.get(principal, id);
  }

  /**
   * Create a domain mapping
   * @remarks Maps a domain name to an organization, with an id that the caller chooses. A domain name is unique on the
   * platform, regardless of case.
   */
  @Post(':id')
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateDomainDto, examples.createBody)
  @ApiWriteResponse(201, WrittenDomainDto, 'Domain mapping created successfully', examples.createExample)
  @ApiErrors(
    validationFailed.withMessage('Invalid domain format or missing required fields'),
    insufficientPermissions.withMessage('Insufficient permissions to create domain'),
    domainExists,
    domainIdExists,
    organizationIdNotFound,
  )
  createDomain(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: NewDomainParams,
    @Body() body: CreateDomainDto,
  ): Promise<WrittenDomainDto> {
    return this.domains.create(principal, id, body);
  }

  /**
   * Update a domain mapping
   * @remarks Changes only the fields in the body. `metadata` is replaced as a whole. If `sipRealm` is null, the realm
   * follows the domain name again.
   */
  @Put(':id')
  @TenantRoute('write')
  @ApiBodyExample(UpdateDomainDto, examples.updateBody)
  @ApiWriteResponse(200, WrittenDomainDto, 'Domain mapping updated successfully', examples.updateExample)
  @ApiErrors(
    validationFailed.withMessage('Invalid field values'),
    insufficientPermissions.withMessage('Insufficient permissions to update domain'),
    domainNotFound,
    nameConflict,
    organizationIdNotFound,
  )
  updateDomain(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: DomainParams,
    @Body() body: UpdateDomainDto,
    @Preconditions() precondition: Precondition,
  ): Promise<WrittenDomainDto> {
    return this.domains.update(principal, id, body, precondition);
  }

  /**
   * Delete a domain mapping
   * @remarks Deletes the mapping permanently. The mapping is in use if it allowed calls in the last few minutes
   * (`IN_USE_WINDOW_SECONDS`), or if it is the last primary domain of an organization that still has aliases.
   * `force=true` deletes it even if it is in use.
   */
  @Delete(':id')
  @TenantRoute('write')
  @ApiWriteResponse(200, DeletedDomainDto, 'Domain mapping deleted successfully', examples.deleteExample)
  @ApiErrors(
    insufficientPermissions.withMessage('Insufficient permissions to delete domain'),
    domainNotFound,
    domainInUse,
  )
  deleteDomain(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: DomainParams,
    @Query() { force }: DeleteDomainQuery,
    @Preconditions() precondition: Precondition,
  ): Promise<DeletedDomainDto> {
    return this.domains.delete(principal, id, force ?? false, precondition);
  }
}
