import type { Bench, Caller } from '../bench.js';
import { Client } from '../latency/client.js';
import { percentile } from '../statistics.js';
import { deepestBelow, pathOf } from './places.js';

const TIMES = 100;
const WARM_UP = 20;

export interface TreeLatency {
  name: string;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** The same tree queries over HTTP, one at a time. */
export async function measureTree(bench: Bench): Promise<TreeLatency[]> {
  const { large } = bench;
  const { largeTenant } = large.population;
  const deepest = await deepestOf(bench);
  const server = await bench.program(large);
  const latencies: TreeLatency[] = [];
  try {
    for (const caller of ['admin', 'large tenant'] as Caller[]) {
      const client = new Client(server.url, bench.token(caller, large));
      for (const path of [
        `/organizations/${deepest}/ancestors`,
        `/organizations/${largeTenant}/descendants?limit=50`,
        `/organizations/${largeTenant}/descendants?limit=50&sort=-created`,
        `/organizations/${largeTenant}/children?limit=50`,
        `/organizations/${largeTenant}/tree?depth=2`,
      ]) {
        const times: number[] = [];
        for (let count = -WARM_UP; count < TIMES; count++) {
          const { milliseconds } = await client.get(path);
          if (count >= 0) times.push(milliseconds);
        }
        latencies.push({
          name: `GET ${path.replace(/\d{2,}\//, ':id/')}, ${caller}`,
          p50: percentile(times, 50),
          p99: percentile(times, 99),
        });
      }
      client.close();
    }
  } finally {
    await server.stop();
  }
  return latencies;
}

async function deepestOf({ cluster, large: { population } }: Bench): Promise<number> {
  return cluster.within(population.database, async (client) => {
    const { id } = await deepestBelow(client, await pathOf(client, population.largeTenant));
    return id;
  });
}
