import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BillingModule } from './billing/billing.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Environment } from './config/environment.js';
import { ContactsModule } from './contacts/contacts.module.js';
import type { CreateEngine } from './database/query-engine.js';
import { EngineModule } from './database/engine.module.js';
import { DomainsModule } from './domains/domains.module.js';
import { HealthModule } from './health/health.module.js';
import { HierarchyModule } from './hierarchy/hierarchy.module.js';
import { HttpModule } from './http/http.module.js';
import { LookupsModule } from './lookups/lookups.module.js';
import { MetricsModule } from './observability/metrics.module.js';
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
        ConfigModule.with(environment),
        MetricsModule,
        EngineModule.with(createEngine),
        AuthModule,
        HttpModule,
        // Express matches routes in this order, so the most frequent ones come first.
        DomainsModule,
        OrgIpsModule,
        OrganizationsModule,
        HierarchyModule,
        ContactsModule,
        LookupsModule,
        BillingModule,
        ApiKeysModule,
        AuditModule,
        HealthModule,
        RoutingModule,
      ],
    };
  }
}
