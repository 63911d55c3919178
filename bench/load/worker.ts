import autocannon from 'autocannon';
import { createHistogram } from 'node:perf_hooks';
import type { Job, LoadRequest, Measurement } from './job.js';

/** The load generator in a process of its own: runs one job after the other and reports the measurements. */
process.on('message', (job: Job) => {
  measure(job).then(
    (measurement) => process.send!({ measurement }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));

async function measure({ url, token, connections, seconds, requests, rate }: Job): Promise<Measurement> {
  // In microseconds: autocannon rounds its own figures to milliseconds.
  const latencies = createHistogram();
  let mismatches = 0;
  let example: string | undefined;
  let answered = 0;
  let last = 0;
  const check = (request: LoadRequest) => (status: number, body: string) => {
    if (status === request.status && request.expected.every((part) => body.includes(part))) return;
    mismatches++;
    example ??= `${request.method} ${request.path}: ${status} ${body.slice(0, 300)}`;
  };
  const prepared = requests.map((request) => ({
    method: request.method,
    path: request.path,
    body: request.body,
    headers: {
      Authorization: `Bearer ${request.token ?? token}`,
      ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
    },
    onResponse: check(request),
  }));
  let client = 0;
  let started = 0;
  const { errors } = await new Promise<autocannon.Result>((done, fail) => {
    const instance = autocannon(
      {
        url,
        connections: Math.min(connections, prepared.length),
        duration: seconds,
        ...(rate !== undefined && { overallRate: rate }),
        setupClient: (connection) => {
          const mine = prepared.filter((_, index) => index % connections === client);
          client++;
          connection.setRequests(mine);
        },
      },
      (error: Error | null, result: autocannon.Result) => {
        if (error) fail(error);
        else done(result);
      },
    );
    instance.on('start', () => (started = performance.now()));
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      answered++;
      last = performance.now();
      latencies.record(Math.max(1, Math.round(milliseconds * 1000)));
    });
  });
  return {
    requestsPerSecond: (answered / (last - started)) * 1000,
    p50: latencies.percentile(50) / 1000,
    p99: latencies.percentile(99) / 1000,
    requests: answered,
    errors,
    mismatches,
    example,
  };
}
