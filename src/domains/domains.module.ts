import { Module } from '@nestjs/common';
import { WrittenDomainDto } from './domain.dto.js';
import { registerOwnedResource } from '../organizations/owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Domain } from './domain.entity.js';
import { DomainsController } from './domains.controller.js';
import { DomainsRepository } from './domains.repository.js';
import { DomainsService } from './domains.service.js';

registerOwnedResource<Domain>({
  name: 'domains',
  table: 'domains',
  blocksDeletion: true,
  countedInMove: true,
  history: { type: 'domain', entity: Domain, show: (domain) => WrittenDomainDto.from(domain) },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([Domain]), OrganizationsModule],
  controllers: [DomainsController],
  providers: [DomainsService, DomainsRepository],
})
export class DomainsModule {}
