import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DatabaseModule } from '../database/database.module.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { JwtStrategy } from './jwt.strategy.js';
import { PrincipalCache } from './principal-cache.js';
import { PrincipalsRepository } from './principals.repository.js';
import { RateLimiter } from './rate-limiter.js';

@Module({
  imports: [DatabaseModule],
  providers: [
    JwtStrategy,
    ApiKeyStrategy,
    PrincipalCache,
    PrincipalsRepository,
    RateLimiter,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
  exports: [AccessGuard],
})
export class AuthModule {}
