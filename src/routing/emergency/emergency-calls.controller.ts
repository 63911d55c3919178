import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, TenantRoute } from '../../auth/access.js';
import type { Principal } from '../../auth/principal.js';
import { ApiGroup } from '../../openapi/group.js';
import { ApiListResponse } from '../../openapi/responses.js';
import type { Page } from '../../pagination/page.js';
import { EmergencyCallDto, EmergencyCallQuery } from './emergency-call.dto.js';
import { EmergencyCallsService } from './emergency-calls.service.js';

@ApiGroup({
  name: 'Emergency calls',
  description: 'The emergency calls that routing has allowed, also from suspended and blocked organizations.',
})
@Controller('routing/emergency-calls')
export class EmergencyCallsController {
  constructor(private readonly calls: EmergencyCallsService) {}

  /**
   * List emergency calls
   * @remarks Decisions with `emergency=true` that allowed the call, added up by the minute, the latest first. They appear
   * within some seconds.
   */
  @Get()
  @TenantRoute('read')
  @ApiListResponse(EmergencyCallDto)
  listEmergencyCalls(
    @CurrentPrincipal() principal: Principal,
    @Query() query: EmergencyCallQuery,
  ): Promise<Page<EmergencyCallDto>> {
    return this.calls.list(principal, query);
  }
}
