import type { DataSource } from 'typeorm';
import type { Environment } from '../config/environment.js';
import type { ConnectionStats, CreateEngine, QueryEngine } from './query-engine.js';
import type { ReadRouter } from './replication/read-router.js';

/** What the metrics say of a server. */
export interface ServerStatus {
  name: string;
  /** Undefined until the first connection. */
  stats: ConnectionStats | undefined;
  isReadFrom: boolean;
}

/** The engines of the primary and of the replicas. */
export class DatabaseServers {
  private constructor(
    readonly primary: QueryEngine,
    /** Chooses the server of a read. Undefined without replicas: then the primary runs every read. */
    readonly router: ReadRouter | undefined,
  ) {}

  static async connect(
    dataSource: DataSource,
    { databaseUrl, databaseReplicaUrls, databasePoolSize }: Environment,
    createEngine: CreateEngine,
  ): Promise<DatabaseServers> {
    const primary = createEngine(dataSource, {
      url: databaseUrl!,
      maxReadConnections: databasePoolSize - writerConnections(databasePoolSize),
    });
    if (databaseReplicaUrls.length === 0) return new DatabaseServers(primary, undefined);
    // Loaded only here: a program without replicas does without this code.
    const { ReadRouter } = await import('./replication/read-router.js');
    const router = await ReadRouter.connect(primary, {
      primaryUrl: databaseUrl!,
      replicaUrls: databaseReplicaUrls,
      poolSize: databasePoolSize,
      entities: dataSource.options.entities,
      createEngine,
    });
    return new DatabaseServers(primary, router);
  }

  get status(): ServerStatus[] {
    return [
      { name: 'primary', stats: this.primary.stats, isReadFrom: true },
      ...(this.router?.replicaStatus ?? []),
    ];
  }

  async close(): Promise<void> {
    await this.primary.close();
    await this.router?.close();
  }
}

/** The part of the pool that is reserved for transactions, which may wait for locks. Reads share the rest. */
const WRITERS_SHARE = 0.6;

export function writerConnections(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize * WRITERS_SHARE));
}
