import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { RoutingController } from './routing.controller.js';
import { RoutingFeed } from './routing-feed.js';
import { RoutingService } from './routing.service.js';
import { RoutingShortcut } from './routing.shortcut.js';
import { Usage } from './usage.js';

@Module({
  imports: [AuthModule],
  controllers: [RoutingController],
  providers: [RoutingFeed, RoutingService, RoutingShortcut, Usage],
  exports: [RoutingFeed],
})
export class RoutingModule {}
