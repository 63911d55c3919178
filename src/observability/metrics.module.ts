import { Global, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Environment } from '../config/environment.js';
import { registerProcessMetrics } from './process-metrics.js';

/**
 * What is measured, each measure by whoever has what it measures: they add it to this registry when they are made. Who
 * counts does so all the time, for that costs nothing; what costs something is done with `METRICS_PORT` only.
 */
@Global()
@Module({
  providers: [
    {
      provide: Registry,
      inject: [Environment],
      useFactory: ({ metricsPort }: Environment): Registry => {
        const registry = new Registry();
        if (metricsPort !== undefined) registerProcessMetrics(registry);
        return registry;
      },
    },
  ],
  exports: [Registry],
})
export class MetricsModule {}
