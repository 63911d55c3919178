import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, EdgeRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { insufficientPermissions } from '../errors/common.errors.js';
import { ApiItemResponse, ApiErrors } from '../openapi/responses.js';
import {
  RoutingDecisionDto,
  RoutingDomainParams,
  RoutingIpParams,
  RoutingIpQuery,
  RoutingQuery,
} from './routing.dto.js';
import * as examples from './routing.examples.js';
import { RoutingService } from './routing.service.js';

/** Asked for every call, so most requests are answered by the shortcut in front of it (`RoutingShortcut`). */
@ApiTags('Routing')
@Controller('routing')
@EdgeRoute()
export class RoutingController {
  constructor(private readonly routing: RoutingService) {}

  /**
   * Whose traffic a call is, and whether it is allowed
   * @remarks By the longest prefix of the active entries that admit the type, protocol and port, and by the domain,
   * which must belong to the same line of organizations; nothing is allowed that belongs to a suspended organization,
   * itself or somewhere above. A refusal is a 200 with `allow: false`. The reasons, in the order in which they are
   * looked for: `unknown_ip`, `unknown_domain`, `wrong_type`, `inactive_ip`, `protocol_not_allowed`, `port_not_allowed`,
   * `domain_ip_mismatch`, `ambiguous_shared_ip` (several organizations share the address, and the domain does not tell
   * them apart), `inactive_domain`, `organization_suspended`.
   */
  @Get('decision')
  @ApiItemResponse(RoutingDecisionDto, examples.decisionExample)
  @ApiErrors(insufficientPermissions)
  getRoutingDecision(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RoutingQuery,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, query);
  }

  /**
   * Whose a SIP domain is, and whether its traffic is allowed
   * @remarks The half of a decision that the domain decides.
   */
  @Get('domains/:domain')
  @ApiItemResponse(RoutingDecisionDto, examples.domainExample)
  @ApiErrors(insufficientPermissions)
  getRoutingDomain(
    @CurrentPrincipal() principal: Principal,
    @Param() { domain }: RoutingDomainParams,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, { domain });
  }

  /**
   * Whose an address is, and whether its traffic is allowed
   * @remarks The half of a decision that the address decides.
   */
  @Get('ips/:ip')
  @ApiItemResponse(RoutingDecisionDto, examples.ipExample)
  @ApiErrors(insufficientPermissions)
  getRoutingIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { ip }: RoutingIpParams,
    @Query() query: RoutingIpQuery,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, { ...query, ip });
  }
}
