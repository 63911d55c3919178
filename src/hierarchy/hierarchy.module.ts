import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { HierarchyController } from './hierarchy.controller.js';
import { HierarchyRepository } from './hierarchy.repository.js';
import { HierarchyService } from './hierarchy.service.js';

@Module({
  imports: [DatabaseModule, OrganizationsModule, LookupsModule],
  controllers: [HierarchyController],
  providers: [HierarchyService, HierarchyRepository],
})
export class HierarchyModule {}
