import { Injectable } from '@nestjs/common';
import passport from 'passport';
import type { Request } from 'express';
import { hashSecret, extractApiKey } from './api-key.js';
import { PrincipalsRepository } from './principals.repository.js';

/** Authenticates API keys by the hashes of their secrets. */
@Injectable()
export class ApiKeyStrategy extends passport.Strategy {
  override readonly name = 'api-key';

  constructor(private readonly principals: PrincipalsRepository) {
    super();
  }

  override authenticate(request: Request): void {
    const key = extractApiKey(request);
    if (!key) {
      this.fail();
      return;
    }
    this.principals.findByApiKey(hashSecret(key)).then(
      (credential) => (credential ? this.success(credential) : this.fail()),
      (error: unknown) => this.error(error),
    );
  }
}
