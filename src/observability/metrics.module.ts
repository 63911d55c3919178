import { Global, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Environment } from '../config/environment.js';
import { registerProcessMetrics } from './process-metrics.js';

/**
 * The registry of all metrics. Each provider adds its own metrics when it is created. Counters always count, because that
 * costs nothing; metrics that cost something exist only with `METRICS_PORT`.
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
