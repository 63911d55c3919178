import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { AuditController } from './audit.controller.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { RowImages } from './row-images.js';

@Module({
  imports: [LookupsModule],
  controllers: [AuditController],
  providers: [AuditService, RowImages, provideRepository(AuditRepository, AuditEntry)],
})
export class AuditModule {}
