import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { PrincipalsRepository } from './principals.repository.js';

@Module({
  providers: [JwtStrategy, PrincipalsRepository, { provide: APP_GUARD, useClass: AccessGuard }],
})
export class AuthModule {}
