import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, EdgeRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { ApiItemResponse } from '../openapi/responses.js';
import {
  RoutingDecisionDto,
  RoutingDomainParams,
  RoutingIpParams,
  RoutingIpQuery,
  RoutingQuery,
} from './routing.dto.js';
import * as examples from './routing.examples.js';
import { RoutingService } from './routing.service.js';

/** Proxies ask for every call, so `RoutingFastPath` answers most of these requests before they reach this controller. */
@ApiGroup({
  name: 'Routing',
  description:
    'The decision that a SIP proxy needs for each call: which organization it belongs to, and whether it is allowed.',
  guide: ['Routing in operation', '/guides/operations#routing'],
})
@Controller('routing')
@EdgeRoute()
export class RoutingController {
  constructor(private readonly routing: RoutingService) {}

  /**
   * Get the routing decision for a call
   * @remarks The decision says which organization the call belongs to and whether the call is allowed. It uses the
   * active IP configuration with the longest prefix that admits the type, protocol and port. The organizations of the IP
   * and of the domain must be the same, or one must be an ancestor of the other. The call is refused if its organization
   * or one of its ancestors is suspended, or has reached its cost or credit limit; an emergency call (`emergency=true`) is
   * not refused for these reasons. A refusal is a 200 with `allow: false` and the first reason that applies, in
   * this order: `unknown_ip`, `unknown_domain`, `wrong_type`, `inactive_ip`, `protocol_not_allowed`, `port_not_allowed`,
   * `domain_ip_mismatch`, `ambiguous_shared_ip` (several organizations share the address, and the domain does not identify
   * one of them), `inactive_domain`, `cost_limit_reached`, `credit_limit_reached`,
   * `organization_suspended`.
   */
  @Get('decision')
  @ApiItemResponse(RoutingDecisionDto, examples.decisionExample)
  getRoutingDecision(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RoutingQuery,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, query);
  }

  /**
   * Get the routing decision for a SIP domain
   * @remarks The decision depends on the domain alone.
   */
  @Get('domains/:domain')
  @ApiItemResponse(RoutingDecisionDto, examples.domainExample)
  getRoutingDomain(
    @CurrentPrincipal() principal: Principal,
    @Param() { domain }: RoutingDomainParams,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, { domain });
  }

  /**
   * Get the routing decision for an IP address
   * @remarks The decision depends on the address and the query parameters alone.
   */
  @Get('ips/:ip')
  @ApiItemResponse(RoutingDecisionDto, examples.ipExample)
  getRoutingIp(
    @CurrentPrincipal() principal: Principal,
    @Param() { ip }: RoutingIpParams,
    @Query() query: RoutingIpQuery,
  ): Promise<RoutingDecisionDto> {
    return this.routing.decide(principal, { ...query, ip });
  }
}
