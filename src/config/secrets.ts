import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/** The name of the embedded server's password. */
export const POSTGRES_PASSWORD = 'postgres-password';

/**
 * A secret for development that survives restarts: made on first use, kept in `DATA_DIR/<name>` for its
 * owner's eyes only. `wx` lets one of two processes that start at once win; both then read the same.
 */
export function developmentSecret(dataDir: string, name: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, name);
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** The HS256 secret in force; undefined where only a JWKS is trusted. */
export function jwtSecret(environment: Environment): string | undefined {
  if (environment.jwtSecret || environment.jwksUri || environment.production) return environment.jwtSecret;
  return developmentSecret(environment.dataDir, 'jwt-secret');
}
