import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OrgIp } from './org-ip.entity.js';
import { OrgIpsController } from './org-ips.controller.js';
import { OrgIpsRepository } from './org-ips.repository.js';
import { OrgIpsService } from './org-ips.service.js';

@Module({
  imports: [OrganizationsModule],
  controllers: [OrgIpsController],
  providers: [OrgIpsService, provideRepository(OrgIpsRepository, OrgIp)],
})
export class OrgIpsModule {}
