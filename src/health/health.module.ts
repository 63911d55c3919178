import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({ imports: [DatabaseModule, RoutingModule], controllers: [HealthController], providers: [Readiness] })
export class HealthModule {}
