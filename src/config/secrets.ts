import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/** The name of the embedded server's password. */
export const POSTGRES_PASSWORD = 'postgres-password';

/**
 * A secret for development that survives restarts: made on first use, kept in `DATA_DIR/<name>` for its
 * owner's eyes only. A link is made whole or not at all: of processes that start at once one wins, and all read the same.
 */
export function developmentSecret(dataDir: string, name: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** The HS256 secret in force; undefined where only a JWKS is trusted. */
export function jwtSecret(environment: Environment): string | undefined {
  if (environment.jwtSecret || environment.jwksUri || environment.production) return environment.jwtSecret;
  return developmentSecret(environment.dataDir, 'jwt-secret');
}
