import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PublicRoute } from '../auth/access.js';
import { ApiError } from '../errors/api-error.js';
import { serviceUnavailable } from '../errors/common.errors.js';
import { ApiErrors } from '../errors/route-errors.js';
import { ApiItemResponse } from '../openapi/responses.js';
import { RoutingIndexSync } from '../routing/sync/routing-index-sync.js';
import { HealthDto, ReadinessDto } from './health.dto.js';
import { Readiness } from './readiness.js';

@ApiTags('Health')
@Controller('health')
@PublicRoute()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly routing: RoutingIndexSync,
  ) {}

  /**
   * Whether the process is alive
   * @remarks For a liveness probe: answers as long as the process can answer at all.
   */
  @Get('live')
  @ApiItemResponse(HealthDto)
  getLiveness(): HealthDto {
    return { status: 'ok' };
  }

  /**
   * Whether requests can be served
   * @remarks For a readiness probe: 503 while the database does not answer, and once the program is ending. Routing is no
   * reason not to be ready: while its index is not up to date the database is asked for each call.
   */
  @Get('ready')
  @ApiItemResponse(ReadinessDto)
  @ApiErrors(serviceUnavailable)
  async getReadiness(): Promise<ReadinessDto> {
    if (!(await this.readiness.isReady())) throw new ApiError(serviceUnavailable);
    return { status: 'ok', routing: this.routing.state };
  }
}
