import { Counter, Gauge, Registry } from 'prom-client';
import { registerProcessMetrics } from './process-metrics.js';
import { takeSnapshot, type MetricsSnapshot } from './metrics-snapshot.js';

/** What the primary process of several measures: itself, and how its workers do. */
export function registerPrimaryMetrics(crew: {
  targetSize: number;
  size: number;
  crashes: number;
}): () => Promise<MetricsSnapshot> {
  const registry = new Registry();
  const registers = [registry];
  registerProcessMetrics(registry);
  new Gauge({
    name: 'organizations_workers_wanted',
    help: 'Workers that there should be',
    registers,
    collect() {
      this.set(crew.targetSize);
    },
  });
  new Gauge({
    name: 'organizations_workers',
    help: 'Workers that answer requests',
    registers,
    collect() {
      this.set(crew.size);
    },
  });
  new Counter({
    name: 'organizations_worker_deaths_total',
    help: 'Workers that ended without having been told to, and were replaced',
    registers,
    collect() {
      this.reset();
      this.inc(crew.crashes);
    },
  });
  return () => takeSnapshot(registry);
}
