import type { Bench } from '../bench.js';
import { Client } from '../latency/client.js';
import type { ServerProcess } from '../servers/process.js';
import { percentile } from '../statistics.js';
import type { SampleCall } from './sample-calls.js';

const TIMES = 200;
/** A longer wait is an error. */
const PATIENCE_MS = 5_000;

export interface Freshness {
  /** Milliseconds from the response to a change until another instance applies it. */
  p50: number;
  p99: number;
  max: number;
}

/** How soon a change of a domain through one instance takes effect on another. */
export async function measureFreshness(
  bench: Bench,
  [changed, asked]: [ServerProcess, ServerProcess],
  calls: SampleCall[],
): Promise<Freshness> {
  const admin = new Client(changed.url, bench.token('admin', bench.large));
  const proxy = new Client(asked.url, bench.token('proxy', bench.large));
  const times: number[] = [];
  const allowed = calls.filter(({ reason }) => reason === 'allowed');
  for (let time = 0; time < TIMES; time++) {
    // Each domain is deactivated, then activated again.
    const { domainId, domain } = allowed[(time >> 1) % allowed.length]!;
    const [status, reason] = time % 2 === 0 ? ['inactive', 'inactive_domain'] : ['active', 'allowed'];
    const { status: answer } = await admin.send('PUT', `/domains/${domainId}`, { status });
    if (answer !== 200) throw new Error(`PUT /domains/${domainId}: ${answer}`);
    const began = performance.now();
    for (;;) {
      const { data } = await proxy.get<{ data: { reason: string } }>(`/routing/domains/${domain}`);
      if (data.reason === reason) break;
      if (performance.now() - began > PATIENCE_MS) throw new Error(`${domain} is still ${data.reason}`);
    }
    times.push(performance.now() - began);
  }
  admin.close();
  proxy.close();
  return { p50: percentile(times, 50), p99: percentile(times, 99), max: Math.max(...times) };
}
