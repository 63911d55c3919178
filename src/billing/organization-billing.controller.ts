import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Precondition, Preconditions } from '../http/etag.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { ApiGroup } from '../openapi/group.js';
import { ApiBodyExample, ApiEtagResponse, ApiListResponse, ApiWriteResponse } from '../openapi/responses.js';
import { OrganizationParams } from '../organizations/organization.dto.js';
import { organizationNotFound, ownOrganization } from '../organizations/organization.errors.js';
import type { Page } from '../pagination/page.js';
import { BillingProfileDto, SetBillingProfileDto } from './billing-profile.dto.js';
import { billingAmountConflict, billingProfileNotConfigured, noBalance } from './billing-profile.errors.js';
import {
  BillingTransactionDto,
  BillingTransactionQuery,
  CreateBillingTransactionDto,
} from './billing-transaction.dto.js';
import { BillingTransactionsService } from './billing-transactions.service.js';
import * as examples from './billing.examples.js';
import { BillingService } from './billing.service.js';

@ApiGroup({
  name: 'Billing of customers',
  description: 'For resellers: the billing profiles and the balances of the organizations below them.',
  guide: ['What counts, and when it blocks', '/guides/billing'],
})
@Controller('organizations/:id')
export class OrganizationBillingController {
  constructor(
    private readonly billing: BillingService,
    private readonly transactions: BillingTransactionsService,
  ) {}

  /**
   * Get the billing profile of a customer
   * @remarks The profile of the organization itself, without inherited values. Also for the caller's own organization.
   */
  @Get('billing-profile')
  @TenantRoute('manage')
  @ApiEtagResponse(BillingProfileDto)
  @ApiErrors(organizationNotFound, billingProfileNotConfigured)
  getCustomerBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
  ): Promise<BillingProfileDto> {
    return this.billing.getOf(principal, id);
  }

  /**
   * Set the billing profile of a customer
   * @remarks Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
   * stays as it is. Managers cannot set that of their own organization.
   */
  @Put('billing-profile')
  @TenantRoute('write')
  @ApiBodyExample(SetBillingProfileDto, examples.setBody)
  @ApiWriteResponse(200, BillingProfileDto, 'Billing profile saved successfully')
  @ApiErrors(organizationNotFound, ownOrganization, billingAmountConflict)
  setCustomerBillingProfile(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Body() body: SetBillingProfileDto,
    @Preconditions() precondition: Precondition,
  ): Promise<BillingProfileDto> {
    return this.billing.set(principal, id, body, precondition);
  }

  /**
   * List the transactions of a balance
   * @remarks All that has changed the balance of the organization, the latest first. The balance is their sum.
   */
  @Get('billing-transactions')
  @TenantRoute('manage')
  @ApiListResponse(BillingTransactionDto)
  @ApiErrors(organizationNotFound)
  listBillingTransactions(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: BillingTransactionQuery,
  ): Promise<Page<BillingTransactionDto>> {
    return this.transactions.list(principal, id, query);
  }

  /**
   * Record a payment or a correction
   * @remarks Changes the balance of an organization below the caller's own. A block ends if the balance is below the credit
   * limit again.
   */
  @Post('billing-transactions')
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateBillingTransactionDto, examples.transactionBody)
  @ApiWriteResponse(201, BillingTransactionDto, 'Billing transaction recorded successfully')
  @ApiErrors(organizationNotFound, ownOrganization, noBalance)
  createBillingTransaction(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Body() body: CreateBillingTransactionDto,
  ): Promise<BillingTransactionDto> {
    return this.transactions.create(principal, id, body);
  }
}
