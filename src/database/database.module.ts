import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Environment } from '../config/environment.js';
import { connectAsApplication, createOwnerDataSource, migrate, type Entities } from './data-source.js';
import { DatabaseMetrics } from './database.metrics.js';
import { loadDemoData } from './demo-data.js';
import { DatabaseServers } from './database-servers.js';
import type { CreateEngine } from './query-engine.js';
import { createPipelineEngine } from './pipeline/pipeline-engine.js';
import { UnitOfWork } from './unit-of-work.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  static with(entities: Entities, createEngine: CreateEngine = createPipelineEngine): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          inject: [Environment],
          useFactory: (environment: Environment) => connect(environment, entities),
        },
        {
          provide: DatabaseServers,
          inject: [DataSource, Environment],
          useFactory: (dataSource: DataSource, environment: Environment) =>
            DatabaseServers.connect(dataSource, environment, entities, createEngine),
        },
        UnitOfWork,
        DatabaseMetrics,
      ],
      exports: [DataSource, UnitOfWork],
    };
  }

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly servers: DatabaseServers,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.servers.close();
    await this.dataSource.destroy();
  }
}

async function connect(environment: Environment, entities: Entities): Promise<DataSource> {
  if (!environment.databaseUrl) throw new Error('DATABASE_URL is not set and no embedded server was started');
  if (environment.migrateOnStart || environment.seedDemo) await prepare(environment.databaseUrl, environment);
  return connectAsApplication(environment.databaseUrl, environment.databasePoolSize, entities);
}

async function prepare(url: string, { migrateOnStart, seedDemo }: Environment): Promise<void> {
  const owner = await createOwnerDataSource(url).initialize();
  try {
    if (migrateOnStart) await migrateOrExplain(owner);
    if (seedDemo && (await loadDemoData(owner))) new Logger(DatabaseModule.name).log('Loaded the demo data');
  } finally {
    await owner.destroy();
  }
}

async function migrateOrExplain(owner: DataSource): Promise<void> {
  try {
    await migrate(owner);
  } catch (error) {
    if (!/permission denied|must be owner/.test((error as Error).message)) throw error;
    throw new Error(
      `The login of DATABASE_URL may not migrate the database: ${(error as Error).message}. ` +
        'Run the migrations as its owner (npm run db:migrate) and set MIGRATE_ON_START=false',
      { cause: error },
    );
  }
}
