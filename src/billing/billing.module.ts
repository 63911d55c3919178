import { Module } from '@nestjs/common';
import { BillingProfileDto } from './billing-profile.dto.js';
import type { Organization } from '../organizations/organization.entity.js';
import { registerOwnedResource } from '../organizations/owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { BillingProfile } from './billing-profile.entity.js';
import { BillingController } from './billing.controller.js';
import { BillingProfilesRepository, countBillingChanges } from './billing-profiles.repository.js';
import { BillingService } from './billing.service.js';

registerOwnedResource<BillingProfile>({
  name: 'billing_profiles',
  table: 'billing_profiles',
  inheritance: { field: 'effective_billing_changes', countChanges: countBillingChanges },
  history: {
    type: 'billingprofile',
    entity: BillingProfile,
    show: (profile, names) => {
      profile.organization = { name: names.get(profile.organizationId) } as Organization;
      return BillingProfileDto.from(profile);
    },
    readers: 'own-organization',
  },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([BillingProfile]), OrganizationsModule, LookupsModule],
  controllers: [BillingController],
  providers: [BillingService, BillingProfilesRepository],
})
export class BillingModule {}
