import { totalmem } from 'node:os';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What a process measures of itself, and how much memory there is for it and the others beside it. */
export function registerProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'organizations_memory_limit_bytes',
    help: 'Memory that the container may have, or else that the machine has',
    registers: [registry],
    collect() {
      this.set(memoryLimit());
    },
  });
}

/** Where nothing constrains it, a container's limit is 0 or more than there is. */
function memoryLimit(): number {
  return Math.min(process.constrainedMemory() || Infinity, totalmem());
}
