import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, RatingRoute, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { chargesTooLarge } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { ApiGroup } from '../openapi/group.js';
import { ApiBodyExample, ApiItemResponse, ApiListResponse, ApiWriteResponse } from '../openapi/responses.js';
import { OrganizationParams } from '../organizations/organization.dto.js';
import { organizationNotFound, ownOrganization } from '../organizations/organization.errors.js';
import type { Page } from '../pagination/page.js';
import { ChargeDto, ChargeQuery, ChargesResultDto, CreateChargesDto } from './charge.dto.js';
import { costLimitNotSet } from './charge.errors.js';
import * as examples from './charge.examples.js';
import { ChargesService } from './charges.service.js';
import {
  CreateExtensionDto,
  ExtensionDto,
  ExtensionQuery,
  SpendDto,
  SpendMonthDto,
  SpendMonthsQuery,
  SpendQuery,
} from './spend.dto.js';
import { SpendService } from './spend.service.js';

@ApiGroup({
  name: 'Charges',
  description:
    'What organizations have used, priced by a rating engine; what it adds up to, and the cost limit.',
  guide: ['What counts, and when it blocks', '/guides/billing'],
})
@Controller()
export class ChargesController {
  constructor(
    private readonly charges: ChargesService,
    private readonly spend: SpendService,
  ) {}

  /**
   * Record charges
   * @remarks Up to 1,000 at once, each with the sender's own `id`. A charge that is sent again with the same content counts
   * once for each sender, so after a lost response send the request again. Each charge has its own result: an invalid one is
   * refused and the others are recorded. Only a malformed charge makes the whole request fail.
   */
  @Post('charges')
  @HttpCode(200)
  @Idempotent()
  @RatingRoute()
  @ApiBodyExample(CreateChargesDto, examples.createBody)
  @ApiWriteResponse(200, ChargesResultDto, 'Charges processed')
  @ApiErrors(chargesTooLarge)
  recordCharges(
    @CurrentPrincipal() principal: Principal,
    @Body() { charges }: CreateChargesDto,
  ): Promise<ChargesResultDto> {
    return this.charges.record(principal, charges);
  }

  /**
   * List the charges of an organization
   * @remarks With those of all organizations below it, the latest first.
   */
  @Get('organizations/:id/charges')
  @TenantRoute('read')
  @ApiListResponse(ChargeDto)
  @ApiErrors(organizationNotFound)
  listCharges(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: ChargeQuery,
  ): Promise<Page<ChargeDto>> {
    return this.charges.list(principal, id, query);
  }

  /**
   * Get the spend of an organization in a month
   * @remarks The charges of the organization and of all organizations that are below it now, less refunds, and how much of
   * the limit is left. Each charge that was acknowledged is part of it at once.
   */
  @Get('organizations/:id/spend')
  @TenantRoute('read')
  @ApiItemResponse(SpendDto)
  @ApiErrors(organizationNotFound)
  getSpend(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() { month }: SpendQuery,
  ): Promise<SpendDto> {
    return this.spend.get(principal, id, month);
  }

  /**
   * List the spend of the last months
   * @remarks One item for each month and currency with charges, the latest month first.
   */
  @Get('organizations/:id/spend/months')
  @TenantRoute('read')
  @ApiItemResponse([SpendMonthDto])
  @ApiErrors(organizationNotFound)
  listSpendMonths(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() { months }: SpendMonthsQuery,
  ): Promise<SpendMonthDto[]> {
    return this.spend.months(principal, id, months);
  }

  /**
   * Extend the cost limit for this month
   * @remarks The organization may spend so much more until the end of the month (UTC). A block ends if the spend is below the
   * new limit. For organizations below the caller's own.
   */
  @Post('organizations/:id/cost-limit-extensions')
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateExtensionDto, examples.extensionBody)
  @ApiWriteResponse(201, ExtensionDto, 'Cost limit extended successfully')
  @ApiErrors(organizationNotFound, ownOrganization, costLimitNotSet)
  extendCostLimit(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Body() body: CreateExtensionDto,
  ): Promise<ExtensionDto> {
    return this.spend.extend(principal, id, body);
  }

  /**
   * List the extensions of the cost limit
   * @remarks Those of all months, the latest first.
   */
  @Get('organizations/:id/cost-limit-extensions')
  @TenantRoute('read')
  @ApiListResponse(ExtensionDto)
  @ApiErrors(organizationNotFound)
  listCostLimitExtensions(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: ExtensionQuery,
  ): Promise<Page<ExtensionDto>> {
    return this.spend.extensions(principal, id, query);
  }
}
