import { Counter, Gauge, Registry } from 'prom-client';
import { measureProcess } from './process.js';
import { readMetrics, type Reading } from './reading.js';

/** What the primary process of several measures: itself, and how its workers do. */
export function measurePrimary(crew: {
  wanted: number;
  size: number;
  deaths: number;
}): () => Promise<Reading> {
  const registry = new Registry();
  const registers = [registry];
  measureProcess(registry);
  new Gauge({
    name: 'organizations_workers_wanted',
    help: 'Workers that there should be',
    registers,
    collect() {
      this.set(crew.wanted);
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
      this.inc(crew.deaths);
    },
  });
  return () => readMetrics(registry);
}
