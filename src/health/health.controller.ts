import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PublicRoute } from '../auth/access.js';
import { ApiError } from '../http/api-error.js';
import { unavailable } from '../http/failures.js';
import { ApiItemResponse, FailsPublicly } from '../http/responses.js';
import { RoutingFeed } from '../routing/routing-feed.js';
import { HealthDto, ReadinessDto } from './health.dto.js';
import { Readiness } from './readiness.js';

@ApiTags('Health')
@Controller('health')
@PublicRoute()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly routing: RoutingFeed,
  ) {}

  /**
   * Whether the process is alive
   * @remarks For a liveness probe: answers as long as the process can answer at all.
   */
  @Get('live')
  @ApiItemResponse(HealthDto)
  @FailsPublicly()
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
  @FailsPublicly(unavailable)
  async getReadiness(): Promise<ReadinessDto> {
    if (!(await this.readiness.isReady())) throw new ApiError(unavailable);
    return { status: 'ok', routing: this.routing.state };
  }
}
