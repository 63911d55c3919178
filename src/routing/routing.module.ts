import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { HttpModule } from '../http/http.module.js';
import { EmergencyCall } from './emergency/emergency-call.entity.js';
import { EmergencyCallsController } from './emergency/emergency-calls.controller.js';
import { EmergencyCallsRepository } from './emergency/emergency-calls.repository.js';
import { EmergencyCallsService } from './emergency/emergency-calls.service.js';
import { RoutingController } from './routing.controller.js';
import { RoutingIndexSync } from './sync/routing-index-sync.js';
import { RoutingMetrics } from './routing.metrics.js';
import { RoutingService } from './routing.service.js';
import { RoutingFastPath } from './fast-path/routing-fast-path.js';
import { UsageRecorder } from './sync/usage-recorder.js';

@Module({
  imports: [DatabaseModule, AuthModule, HttpModule, TypeOrmModule.forFeature([EmergencyCall])],
  controllers: [RoutingController, EmergencyCallsController],
  providers: [
    RoutingIndexSync,
    RoutingMetrics,
    RoutingService,
    RoutingFastPath,
    UsageRecorder,
    EmergencyCallsService,
    EmergencyCallsRepository,
  ],
  exports: [RoutingIndexSync],
})
export class RoutingModule {}
