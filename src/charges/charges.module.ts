import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { registerHistory, registerOwnedResource } from '../organizations/owned-resources.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Charge } from './charge.entity.js';
import { ChargesController } from './charges.controller.js';
import { ChargesMetrics } from './charges.metrics.js';
import { ChargesRepository } from './charges.repository.js';
import { ChargesService } from './charges.service.js';
import { Block, CostLimitExtension, CostLimitWarning } from './limit.entity.js';
import { ExtensionDto, toRecordedBlock, toRecordedWarning } from './spend.dto.js';
import { SpendRepository } from './spend.repository.js';
import { SpendService } from './spend.service.js';
import { TotalsUpdater } from './totals-updater.js';

registerOwnedResource<CostLimitExtension>({
  name: 'cost_limit_extensions',
  table: 'cost_limit_extensions',
  history: {
    type: 'costlimitextension',
    entity: CostLimitExtension,
    show: (extension) => ExtensionDto.from(extension),
  },
});
registerHistory<Block>({ type: 'block', entity: Block, show: toRecordedBlock });
registerHistory<CostLimitWarning>({
  type: 'costlimitwarning',
  entity: CostLimitWarning,
  show: toRecordedWarning,
});

@Module({
  imports: [
    DatabaseModule,
    TypeOrmModule.forFeature([Charge, Block, CostLimitWarning, CostLimitExtension]),
    OrganizationsModule,
    LookupsModule,
  ],
  controllers: [ChargesController],
  providers: [
    ChargesService,
    ChargesRepository,
    ChargesMetrics,
    SpendService,
    SpendRepository,
    TotalsUpdater,
  ],
})
export class ChargesModule {}
