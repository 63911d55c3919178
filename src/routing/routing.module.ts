import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../http/http.module.js';
import { RoutingController } from './routing.controller.js';
import { RoutingFeed } from './routing-feed.js';
import { RoutingMetrics } from './routing.metrics.js';
import { RoutingService } from './routing.service.js';
import { RoutingShortcut } from './routing.shortcut.js';
import { Usage } from './usage.js';

@Module({
  imports: [AuthModule, HttpModule],
  controllers: [RoutingController],
  providers: [RoutingFeed, RoutingMetrics, RoutingService, RoutingShortcut, Usage],
  exports: [RoutingFeed],
})
export class RoutingModule {}
