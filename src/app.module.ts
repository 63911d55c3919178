import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BillingModule } from './billing/billing.module.js';
import type { Environment } from './config/environment.js';
import { ChargesModule } from './charges/charges.module.js';
import { coreModules } from './core-modules.js';
import { ContactsModule } from './contacts/contacts.module.js';
import type { CreateEngine } from './database/query-engine.js';
import { DomainsModule } from './domains/domains.module.js';
import { HealthModule } from './health/health.module.js';
import { HierarchyModule } from './hierarchy/hierarchy.module.js';
import { LookupsModule } from './lookups/lookups.module.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { OrgIpsModule } from './org-ips/org-ips.module.js';
import { RoutingModule } from './routing/routing.module.js';

/** The only place that lists the features. */
@Module({})
export class AppModule {
  /** `createEngine` replaces the engine of production. */
  static with(environment: Environment, createEngine?: CreateEngine): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...coreModules(environment, createEngine),
        // Express matches routes in this order, so the most frequent ones come first.
        DomainsModule,
        OrgIpsModule,
        OrganizationsModule,
        HierarchyModule,
        ContactsModule,
        LookupsModule,
        BillingModule,
        ChargesModule,
        ApiKeysModule,
        AuditModule,
        HealthModule,
        RoutingModule,
      ],
    };
  }
}
