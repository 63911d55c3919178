import type { DynamicModule, Type } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Environment } from './config/environment.js';
import { EngineModule } from './database/engine.module.js';
import type { CreateEngine } from './database/query-engine.js';
import { HttpModule } from './http/http.module.js';
import { MetricsModule } from './observability/metrics.module.js';

/** The modules that each program needs beside its features. `createEngine` replaces the engine of production. */
export function coreModules(environment: Environment, createEngine?: CreateEngine): (DynamicModule | Type)[] {
  return [
    ConfigModule.with(environment),
    MetricsModule,
    EngineModule.with(createEngine),
    AuthModule,
    HttpModule,
  ];
}
