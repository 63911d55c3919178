import { Module } from '@nestjs/common';
import { OrganizationDto } from './organization.dto.js';
import { registerHistory } from './owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { Organization } from './organization.entity.js';
import { LimitChanges } from './limit-changes.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

registerHistory<Organization>({
  type: 'organization',
  entity: Organization,
  show: (organization, names, lookups) => {
    const { parentId } = organization;
    const parent = parentId === null ? undefined : names.get(parentId);
    organization.parent = parent === undefined ? null : ({ id: parentId, name: parent } as Organization);
    return OrganizationDto.from(organization, lookups);
  },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([Organization]), LookupsModule],
  controllers: [OrganizationsController],
  providers: [OrganizationsService, OrganizationsRepository, LimitChanges],
  exports: [OrganizationsService, LimitChanges],
})
export class OrganizationsModule {}
