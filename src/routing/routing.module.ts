import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { HttpModule } from '../http/http.module.js';
import { RoutingController } from './routing.controller.js';
import { RoutingIndexSync } from './sync/routing-index-sync.js';
import { RoutingMetrics } from './routing.metrics.js';
import { RoutingService } from './routing.service.js';
import { RoutingFastPath } from './fast-path/routing-fast-path.js';
import { UsageRecorder } from './sync/usage-recorder.js';

@Module({
  imports: [DatabaseModule, AuthModule, HttpModule],
  controllers: [RoutingController],
  providers: [RoutingIndexSync, RoutingMetrics, RoutingService, RoutingFastPath, UsageRecorder],
  exports: [RoutingIndexSync],
})
export class RoutingModule {}
