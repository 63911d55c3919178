import { Controller, Get } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiTags } from '@nestjs/swagger';
import type { Server } from 'node:http';
import { PublicRoute } from '../auth/access.js';
import { inTime } from '../database/in-time.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../http/api-error.js';
import { unavailable } from '../http/failures.js';
import { ApiItemResponse, FailsPublicly } from '../http/responses.js';
import { RoutingFeed } from '../routing/routing-feed.js';
import { HealthDto, ReadinessDto } from './health.dto.js';

/**
 * Ready is who can answer reads: while the primary is away and a replica answers them, a load balancer that took every
 * instance out would make a short outage of writes one of everything.
 */
const QUESTION = 'select 1';

/** A database that takes longer than this is not ready to be asked anything. */
const PATIENCE_MS = 2_000;

@ApiTags('Health')
@Controller('health')
@PublicRoute()
export class HealthController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly host: HttpAdapterHost,
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
    const server = this.host.httpAdapter.getHttpServer() as Server;
    if (!server.listening) throw new ApiError(unavailable);
    const refusal = new ApiError(unavailable);
    try {
      const answer = this.work.read(PLATFORM, (manager) => manager.query(QUESTION));
      await inTime(answer, PATIENCE_MS, () => refusal);
      return { status: 'ok', routing: this.routing.state };
    } catch {
      throw refusal;
    }
  }
}
