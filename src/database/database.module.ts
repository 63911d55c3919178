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
import { createDataSource, migrate, type Entities } from './data-source.js';
import { seedDemo } from './demo-data.js';
import { UnitOfWork } from './unit-of-work.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  static with(entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          inject: [Environment],
          useFactory: (environment: Environment) => connect(environment, entities),
        },
        UnitOfWork,
      ],
      exports: [DataSource, UnitOfWork],
    };
  }

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

async function connect(environment: Environment, entities: Entities): Promise<DataSource> {
  if (!environment.databaseUrl) throw new Error('DATABASE_URL is not set and no embedded server was started');
  const dataSource = createDataSource(environment.databaseUrl, environment.databasePoolSize, entities);
  await dataSource.initialize();
  if (environment.migrateOnStart) await migrate(dataSource);
  if (environment.seedDemo && (await seedDemo(dataSource)))
    new Logger(DatabaseModule.name).log('Loaded the demo data');
  return dataSource;
}
