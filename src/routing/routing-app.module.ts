import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../config/environment.js';
import { coreModules } from '../core-modules.js';
import { HealthModule } from '../health/health.module.js';
import { RoutingModule } from './routing.module.js';

/** The program that serves only routing: instances for SIP proxies, beside those for the whole API. */
@Module({})
export class RoutingAppModule {
  static with(environment: Environment): DynamicModule {
    return { module: RoutingAppModule, imports: [...coreModules(environment), HealthModule, RoutingModule] };
  }
}
