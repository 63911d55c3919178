import { totalmem } from 'node:os';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Registers the metrics of a process, and the memory limit that it shares with the other processes. */
export function registerProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'organizations_memory_limit_bytes',
    help: 'Memory limit of the container, or the memory of the machine',
    registers: [registry],
    collect() {
      this.set(memoryLimit());
    },
  });
}

/** Without a limit, Node.js reports 0 or more memory than the machine has. */
function memoryLimit(): number {
  return Math.min(process.constrainedMemory() || Infinity, totalmem());
}
