import { Injectable } from '@nestjs/common';
import passport from 'passport';
import type { Request } from 'express';
import { presentedApiKey } from './api-key.js';
import { PrincipalsRepository } from './principals.repository.js';

/** API keys, looked up for every request: what is revoked or over is so at once, on every instance. */
@Injectable()
export class ApiKeyStrategy extends passport.Strategy {
  override readonly name = 'api-key';

  constructor(private readonly principals: PrincipalsRepository) {
    super();
  }

  override authenticate(request: Request): void {
    const key = presentedApiKey(request);
    if (!key) {
      this.fail();
      return;
    }
    this.principals.findByApiKey(key).then(
      (principal) => (principal ? this.success(principal) : this.fail()),
      (error: unknown) => this.error(error),
    );
  }
}
