import { Module } from '@nestjs/common';
import { WrittenOrgIpDto } from './org-ip.dto.js';
import { registerOwnedResource } from '../organizations/owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OrgIp } from './org-ip.entity.js';
import { OrgIpsController } from './org-ips.controller.js';
import { OrgIpsRepository } from './org-ips.repository.js';
import { OrgIpsService } from './org-ips.service.js';

registerOwnedResource<OrgIp>({
  name: 'ips',
  table: 'org_ips',
  blocksDeletion: true,
  countedInMove: true,
  history: { type: 'orgip', entity: OrgIp, show: (entry) => WrittenOrgIpDto.from(entry) },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([OrgIp]), OrganizationsModule],
  controllers: [OrgIpsController],
  providers: [OrgIpsService, OrgIpsRepository],
})
export class OrgIpsModule {}
