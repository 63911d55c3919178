import { Controller, Get, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import type { Page } from '../pagination/page.js';
import { ApiListResponse } from '../openapi/responses.js';
import { AuditEntryDto, AuditQuery } from './audit-entry.dto.js';
import { AuditService } from './audit.service.js';

@ApiGroup({
  name: 'Audit',
  description: 'The history of all writes: who changed what, when, and to which value. Entries never change.',
  guide: ['How the history is written', '/guides/decisions/0008-history-by-triggers'],
})
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /**
   * List changes
   * @remarks Every write to the organizations of the caller's subtree and to their resources, the latest first. Entries
   * never change. An entry appears when its write is committed, at most seconds after the time of the entry: a client that
   * reads forward must request the last half minute again. With `at` the response is the state at that time:
   * `?ipAddress=203.0.113.10&at=…` shows which organization had authorized the address at the time of a call.
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
