import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Domain } from './domain.entity.js';
import { DomainsController } from './domains.controller.js';
import { DomainsRepository } from './domains.repository.js';
import { DomainsService } from './domains.service.js';

@Module({
  imports: [OrganizationsModule],
  controllers: [DomainsController],
  providers: [DomainsService, provideRepository(DomainsRepository, Domain)],
})
export class DomainsModule {}
