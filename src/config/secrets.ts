import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/** File name of the embedded server's password. */
export const POSTGRES_PASSWORD = 'postgres-password';

/**
 * A development secret that survives restarts. It is created on first use and kept in `DATA_DIR/<name>`, readable only by
 * its owner. Creating a link is atomic: of several processes that start at once, one wins, and all read the same secret.
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

/** The HS256 secret in force; undefined if only a JWKS is trusted. */
export function jwtSecret(environment: Environment): string | undefined {
  if (environment.jwtSecret || environment.jwksUri || environment.production) return environment.jwtSecret;
  return developmentSecret(environment.dataDir, 'jwt-secret');
}
