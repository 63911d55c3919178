import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiExtraModels } from '@nestjs/swagger';
import { AdminRoute, CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { Precondition, Preconditions } from '../http/etag.js';
import { insufficientPermissions } from '../errors/common.errors.js';
import { ApiGroup } from '../openapi/group.js';
import { ApiErrors } from '../errors/route-errors.js';
import { ApiBodyExample, ApiItemResponse, ApiEtagResponse, ApiWriteResponse } from '../openapi/responses.js';
import { noOwnOrganization, organizationNotFound } from '../organizations/organization.errors.js';
import {
  BillingProfileDto,
  BillingProfileParams,
  BillingSourceDto,
  DeletedBillingProfileDto,
  EffectiveBillingProfileDto,
  SetBillingProfileDto,
} from './billing-profile.dto.js';
import { billingAmountConflict, billingProfileNotConfigured } from './billing-profile.errors.js';
import * as examples from './billing.examples.js';
import { BillingService } from './billing.service.js';

const adminOnly = insufficientPermissions.withMessage('Admin access required');
const profileNotFound = billingProfileNotConfigured.withMessage('Organization or billing profile not found');
const organizationOrProfileNotFound = organizationNotFound.withMessage(
  'Organization or billing profile not found',
);

@ApiGroup({
  name: 'Billing profiles',
  description: 'How organizations are billed, and what they inherit from their ancestors.',
})
@ApiExtraModels(BillingSourceDto)
@Controller('billingprofile')
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  /**
   * Get the billing profile of the authenticated organization
   * @remarks The profile of the caller's own organization, without inherited values.
   */
  @Get()
  @TenantRoute('read')
  @ApiEtagResponse(BillingProfileDto, examples.ownExample)
  @ApiErrors(billingProfileNotConfigured, noOwnOrganization.withMessage('Billing profile not configured'))
  getOwnBillingProfile(@CurrentPrincipal() principal: Principal): Promise<BillingProfileDto> {
    return this.billing.getOwn(principal);
  }

  /**
   * Get the billing profile of an organization
   * @remarks The profile of the organization itself, without inherited values.
   */
  @Get(':id')
  @AdminRoute()
  @ApiEtagResponse(BillingProfileDto, examples.getExample)
  @ApiErrors(adminOnly, profileNotFound)
  getBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: BillingProfileParams,
  ): Promise<BillingProfileDto> {
    return this.billing.get(principal, id);
  }

  /**
   * Get the effective billing profile of an organization
   * @remarks Each field comes from the nearest organization that sets it: this one or an ancestor. `sources` names that
   * organization.
   */
  @Get(':id/effective')
  @AdminRoute()
  @ApiItemResponse(EffectiveBillingProfileDto)
  @ApiErrors(adminOnly, profileNotFound, organizationOrProfileNotFound)
  getEffectiveBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: BillingProfileParams,
  ): Promise<EffectiveBillingProfileDto> {
    return this.billing.getEffective(principal, id);
  }

  /**
   * Set the billing profile of an organization
   * @remarks Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
   * stays as it is.
   */
  @Put(':id')
  @AdminRoute()
  @ApiBodyExample(SetBillingProfileDto, examples.setBody)
  @ApiWriteResponse(200, BillingProfileDto, 'Billing profile saved successfully')
  @ApiErrors(adminOnly, organizationNotFound, billingAmountConflict)
  setBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: BillingProfileParams,
    @Body() body: SetBillingProfileDto,
    @Preconditions() precondition: Precondition,
  ): Promise<BillingProfileDto> {
    return this.billing.set(principal, id, body, precondition);
  }

  /**
   * Delete the billing profile of an organization
   * @remarks From then on the organization inherits every field from its ancestors. The account is closed: a correction sets
   * its balance to 0.
   */
  @Delete(':id')
  @AdminRoute()
  @ApiWriteResponse(200, DeletedBillingProfileDto, 'Billing profile deleted successfully')
  @ApiErrors(adminOnly, profileNotFound, organizationOrProfileNotFound, billingAmountConflict)
  deleteBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: BillingProfileParams,
    @Preconditions() precondition: Precondition,
  ): Promise<DeletedBillingProfileDto> {
    return this.billing.delete(principal, id, precondition);
  }
}
