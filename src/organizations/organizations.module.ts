import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { Organization } from './organization.entity.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

@Module({
  imports: [LookupsModule],
  controllers: [OrganizationsController],
  providers: [OrganizationsService, provideRepository(OrganizationsRepository, Organization)],
  exports: [OrganizationsService],
})
export class OrganizationsModule {}
