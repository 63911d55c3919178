import { Module } from '@nestjs/common';
import { BillingProfileDto } from './billing-profile.dto.js';
import type { Organization } from '../organizations/organization.entity.js';
import { registerHistory, registerOwnedResource } from '../organizations/owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { BillingProfile } from './billing-profile.entity.js';
import { BillingTransaction } from './billing-transaction.entity.js';
import { BillingTransactionDto } from './billing-transaction.dto.js';
import { BillingTransactionsRepository } from './billing-transactions.repository.js';
import { BillingTransactionsService } from './billing-transactions.service.js';
import { OrganizationBillingController } from './organization-billing.controller.js';
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
      // The column is what the balance was last set to. What changes it is an entry of its own.
      const { currentBalance: _, ...shown } = BillingProfileDto.from(profile);
      return shown;
    },
    readers: 'own-organization',
  },
});

registerHistory<BillingTransaction>({
  type: 'billingtransaction',
  entity: BillingTransaction,
  show: (transaction) => BillingTransactionDto.from(transaction),
  readers: 'managers',
});

@Module({
  imports: [
    DatabaseModule,
    TypeOrmModule.forFeature([BillingProfile, BillingTransaction]),
    OrganizationsModule,
    LookupsModule,
  ],
  controllers: [BillingController, OrganizationBillingController],
  providers: [
    BillingService,
    BillingProfilesRepository,
    BillingTransactionsService,
    BillingTransactionsRepository,
  ],
})
export class BillingModule {}
