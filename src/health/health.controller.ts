import { Controller, Get } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { PublicRoute } from '../auth/access.js';
import { ApiError } from '../errors/api-error.js';
import { serviceUnavailable } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { ApiItemResponse } from '../openapi/responses.js';
import { RoutingIndexSync } from '../routing/sync/routing-index-sync.js';
import { HealthDto, ReadinessDto } from './health.dto.js';
import { Readiness } from './readiness.js';

@ApiGroup({
  name: 'Health',
  description: 'The probes of an orchestrator.',
  guide: ['Operations', '/guides/operations'],
})
@Controller('health')
@PublicRoute()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly routing: RoutingIndexSync,
  ) {}

  /**
   * Whether the process is alive
   * @remarks For a liveness probe. Responds with 200 as long as the process can respond at all.
   */
  @Get('live')
  @ApiItemResponse(HealthDto)
  getLiveness(): HealthDto {
    return { status: 'ok' };
  }

  /**
   * Whether requests can be served
   * @remarks For a readiness probe. Responds with 503 while the database does not respond, and once the program is
   * shutting down. An outdated routing index does not affect readiness: then the database serves each routing request.
   */
  @Get('ready')
  @ApiItemResponse(ReadinessDto)
  @ApiErrors(serviceUnavailable)
  async getReadiness(): Promise<ReadinessDto> {
    if (!(await this.readiness.isReady())) throw new ApiError(serviceUnavailable);
    return { status: 'ok', routing: this.routing.state };
  }
}
