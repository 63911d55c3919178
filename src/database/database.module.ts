import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Environment } from '../config/environment.js';
import { DataSourceModule } from './data-source.module.js';
import { DatabaseMetrics } from './database.metrics.js';
import { DatabaseServers } from './database-servers.js';
import { CREATE_ENGINE } from './engine.module.js';
import type { CreateEngine } from './query-engine.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * Units of work on the connections that `DataSourceModule` opens. This module is not global: Nest shuts a module down
 * after those that import it and before global ones, so units of work end after the features and before the data source.
 */
@Module({
  imports: [DataSourceModule],
  providers: [
    {
      provide: DatabaseServers,
      inject: [DataSource, Environment, CREATE_ENGINE],
      useFactory: (dataSource: DataSource, environment: Environment, createEngine: CreateEngine) =>
        DatabaseServers.connect(dataSource, environment, createEngine),
    },
    UnitOfWork,
    DatabaseMetrics,
  ],
  exports: [UnitOfWork],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly servers: DatabaseServers) {}

  /** Gives the connections of reads back: a data source waits for all of its connections before it is destroyed. */
  async onApplicationShutdown(): Promise<void> {
    await this.servers.close();
  }
}
