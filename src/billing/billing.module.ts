import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { BillingProfile } from './billing-profile.entity.js';
import { BillingController } from './billing.controller.js';
import { BillingProfilesRepository } from './billing-profiles.repository.js';
import { BillingService } from './billing.service.js';

@Module({
  imports: [OrganizationsModule],
  controllers: [BillingController],
  providers: [BillingService, provideRepository(BillingProfilesRepository, BillingProfile)],
})
export class BillingModule {}
