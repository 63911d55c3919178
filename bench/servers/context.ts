import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** The settings of the reference servers, from the same variables as the program's. */
export function readVariables(): { secret: string; databaseUrl: string; poolSize: number } {
  const { JWT_SECRET, DATABASE_URL, DATABASE_POOL_SIZE } = process.env;
  if (!JWT_SECRET || !DATABASE_URL || !DATABASE_POOL_SIZE)
    throw new Error('JWT_SECRET, DATABASE_URL and DATABASE_POOL_SIZE are needed');
  return { secret: JWT_SECRET, databaseUrl: DATABASE_URL, poolSize: Number(DATABASE_POOL_SIZE) };
}

/** As many connections as the program has, of the same kind. */
export function createPool(): pg.Pool {
  const { databaseUrl, poolSize } = readVariables();
  return new pg.Pool({ connectionString: databaseUrl, max: poolSize, pipeline: true });
}

/** Reports the URL to the parent process, and exits with it. */
export function announce(server: Server): void {
  process.send!({ port: (server.address() as AddressInfo).port });
  process.once('disconnect', () => process.exit(0));
}
