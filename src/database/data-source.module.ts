import { Logger } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { Environment } from '../config/environment.js';
import { connectAsApplication, createOwnerDataSource, migrate } from './data-source.js';
import { loadDemoData } from './demo-data.js';

/** Connects to the primary with the entities that the features register (`TypeOrmModule.forFeature`). */
export const DataSourceModule = TypeOrmModule.forRootAsync({
  inject: [Environment],
  useFactory: async (environment: Environment) => {
    if (!environment.databaseUrl)
      throw new Error('DATABASE_URL is not set and no embedded server was started');
    await prepare(environment.databaseUrl, environment);
    return {
      type: 'postgres',
      url: environment.databaseUrl,
      poolSize: environment.databasePoolSize,
      autoLoadEntities: true,
      // A start that fails says why at once. The process supervisor starts it again.
      toRetry: () => false,
    };
  },
  dataSourceFactory: async (options) => {
    const { url, poolSize, entities } = options as Extract<DataSourceOptions, { type: 'postgres' }>;
    return connectAsApplication(url!, poolSize!, entities);
  },
});

/** Migrates the database and loads the demo data, as far as the configuration wants it. */
async function prepare(url: string, { migrateOnStart, seedDemo }: Environment): Promise<void> {
  if (!migrateOnStart && !seedDemo) return;
  const owner = await createOwnerDataSource(url).initialize();
  try {
    if (migrateOnStart) await migrateOrExplain(owner);
    if (seedDemo && (await loadDemoData(owner))) new Logger('DatabaseModule').log('Loaded the demo data');
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
