import { Module } from '@nestjs/common';
import { RoutingModule } from '../routing/routing.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({ imports: [RoutingModule], controllers: [HealthController], providers: [Readiness] })
export class HealthModule {}
