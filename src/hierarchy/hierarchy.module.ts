import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { Organization } from '../organizations/organization.entity.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { HierarchyController } from './hierarchy.controller.js';
import { HierarchyRepository } from './hierarchy.repository.js';
import { HierarchyService } from './hierarchy.service.js';

@Module({
  imports: [OrganizationsModule, LookupsModule],
  controllers: [HierarchyController],
  providers: [HierarchyService, provideRepository(HierarchyRepository, Organization)],
})
export class HierarchyModule {}
