import { Module } from '@nestjs/common';
import { LookupsController } from './lookups.controller.js';
import { LookupsRepository } from './lookups.repository.js';
import { LookupsService } from './lookups.service.js';

@Module({
  controllers: [LookupsController],
  providers: [LookupsService, LookupsRepository],
  exports: [LookupsService],
})
export class LookupsModule {}
