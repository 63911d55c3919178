import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { AuditController } from './audit.controller.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { RowImages } from './row-images.js';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([AuditEntry]), LookupsModule],
  controllers: [AuditController],
  providers: [AuditService, RowImages, AuditRepository],
})
export class AuditModule {}
