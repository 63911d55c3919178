import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import type { Page } from '../pagination/page.js';
import { ApiListResponse } from '../openapi/responses.js';
import { AuditEntryDto, AuditQuery } from './audit-entry.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('Audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /**
   * List what was changed
   * @remarks Every write to the organizations of the caller's subtree and to what they own, the latest first. Nothing in
   * it can be changed. An entry appears when its write is committed, seconds after its time at the most: whoever reads
   * forward asks again for the last half minute. With `at` it answers what was in force at a time: `?ipAddress=203.0.113.10&at=…` is who had
   * authorized that address when a call passed.
   */
  @Get()
  @TenantRoute('read')
  @ApiListResponse(AuditEntryDto)
  listAuditEntries(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AuditQuery,
  ): Promise<Page<AuditEntryDto>> {
    return this.audit.list(principal, query);
  }
}
