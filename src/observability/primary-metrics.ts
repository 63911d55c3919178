import { Counter, Gauge, Registry } from 'prom-client';
import { registerProcessMetrics } from './process-metrics.js';
import { takeSnapshot, type MetricsSnapshot } from './metrics-snapshot.js';

/** Registers the metrics of the primary process: its own and those of its worker pool. */
export function registerPrimaryMetrics(pool: {
  targetSize: number;
  size: number;
  crashes: number;
}): () => Promise<MetricsSnapshot> {
  const registry = new Registry();
  const registers = [registry];
  registerProcessMetrics(registry);
  new Gauge({
    name: 'organizations_workers_wanted',
    help: 'Configured number of workers',
    registers,
    collect() {
      this.set(pool.targetSize);
    },
  });
  new Gauge({
    name: 'organizations_workers',
    help: 'Workers that serve requests',
    registers,
    collect() {
      this.set(pool.size);
    },
  });
  new Counter({
    name: 'organizations_worker_deaths_total',
    help: 'Workers that exited unexpectedly and were replaced',
    registers,
    collect() {
      this.reset();
      this.inc(pool.crashes);
    },
  });
  return () => takeSnapshot(registry);
}
