import type { Bench } from '../bench.js';
import type { LoadRequest, Measurement } from '../load/job.js';
import { waitForIndex } from '../routing/index-state.js';
import { decision, takeSampleCalls } from '../routing/sample-calls.js';
import { takeMoves } from './moves.js';

const CONNECTIONS = 32;
/** The share of the highest throughput that the program must bear for the whole time. */
const LOAD = 0.7;
const CALIBRATION_SECONDS = 10;
/** One sample of the memory and the latency for each of these periods. */
const PERIOD_SECONDS = 60;
/** Of each hundred requests: routing decisions, reads, and writes. */
const READS = 9;
const WRITES = 1;

/** What a period of the load showed. */
export interface SoakPeriod extends Pick<Measurement, 'requestsPerSecond' | 'p50' | 'p99' | 'requests'> {
  /** Errors and wrong responses. */
  failures: number;
  residentMegabytes?: number;
}

export interface Soak {
  /** The version of Node.js, and the day on which the load ended. */
  node: string;
  date: string;
  /** Requests per second without a limit, with the same mix. */
  highest: number;
  periods: SoakPeriod[];
}

/** Mixed load for a long time: routing decisions, reads, changes, moves and suspensions. */
export async function measureSoak(
  bench: Bench,
  minutes: number,
  report: (line: string) => void,
): Promise<Soak> {
  const requests = await mixedRequests(bench);
  const server = await bench.program(bench.large);
  const run = (seconds: number, rate?: number): Promise<Measurement> =>
    bench.load.run({
      url: server.url,
      token: bench.token('admin', bench.large),
      connections: CONNECTIONS,
      seconds,
      requests,
      rate,
    });
  try {
    // While the index loads, decisions come from the database, and the JIT compiler is still at work.
    await waitForIndex(server);
    await run(CALIBRATION_SECONDS);
    const { requestsPerSecond: highest } = await run(CALIBRATION_SECONDS);
    const periods: SoakPeriod[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      const measured = await run(PERIOD_SECONDS, Math.round(LOAD * highest));
      const { requestsPerSecond, p50, p99, errors, mismatches, example } = measured;
      const resident = server.residentBytes();
      periods.push({
        ...{ requestsPerSecond, p50, p99, requests: measured.requests, failures: errors + mismatches },
        residentMegabytes: resident && resident / 2 ** 20,
      });
      if (example !== undefined) report(example);
      report(`minute ${minute + 1} of ${minutes}: p99 ${p99.toFixed(1)} ms`);
    }
    const date = new Date().toISOString().slice(0, 10);
    return { node: bench.node.version, date, highest, periods };
  } finally {
    await server.stop();
  }
}

/** The requests of a mix, in the order in which they are sent. Each connection takes every 32nd. */
async function mixedRequests(bench: Bench): Promise<LoadRequest[]> {
  const { cluster, large } = bench;
  const { samples, population } = large;
  const calls = await takeSampleCalls(cluster, population);
  const moves = await takeMoves(cluster, population);
  const proxy = bench.token('proxy', large);
  const tenant = bench.token('large tenant', large);
  const ok = { status: 200, expected: ['"success":true'] };
  const route = (number: number): LoadRequest => {
    const { path } = decision(calls[number % calls.length]!);
    // A suspension elsewhere in the mix may change the reason.
    return { ...ok, method: 'GET', path, token: proxy, expected: ['"allow":'] };
  };
  const reads = [
    (number: number) => `/domains/${samples.all.domains[number % samples.all.domains.length]!}`,
    (number: number) => `/orgips/${samples.all.orgIps[number % samples.all.orgIps.length]!}`,
    (number: number) =>
      `/organizations/${samples.all.organizations[number % samples.all.organizations.length]!}`,
    () => '/domains?limit=50',
    () => '/domains?limit=50&sort=-updatedAt',
    (number: number) => `/organizations/${samples.owners[number % samples.owners.length]!}/ancestors`,
  ];
  const read = (number: number): LoadRequest => ({
    ...ok,
    method: 'GET',
    path: reads[number % reads.length]!(number),
    // Lists inside a subtree take another plan than those of an administrator.
    ...(number % 2 === 0 && number % reads.length >= 3 && number % reads.length < 5 && { token: tenant }),
  });
  const write = (number: number, connection: number, round: number): LoadRequest => {
    // Each connection writes to things of its own, and changes each one with every repetition.
    const domain =
      samples.all.domains[(connection + CONNECTIONS * (number % 64)) % samples.all.domains.length]!;
    const { id, parents } = moves[connection % moves.length]!;
    const even = round % 2 === 0;
    switch (number % 4) {
      case 0:
        return put(`/organizations/${id}/parent`, { parent: { id: parents[even ? 1 : 0] } });
      case 1:
        return { ...put(`/organizations/${id}`, { status: { id: even ? 1 : 0 } }), method: 'PATCH' };
      default:
        return put(`/domains/${domain}`, { registrationEnabled: even });
    }
  };
  const put = (path: string, body: object): LoadRequest => ({
    ...ok,
    method: 'PUT',
    path,
    body: JSON.stringify(body),
  });

  // In columns: the requests of a connection are every 32nd. A connection has eight rounds of a hundred.
  const requests: LoadRequest[] = [];
  const rounds = 8;
  for (let round = 0; round < rounds; round++)
    for (let place = 0; place < 100; place++)
      for (let connection = 0; connection < CONNECTIONS; connection++) {
        const number = (round * 100 + place) * CONNECTIONS + connection;
        if (place < WRITES) requests.push(write(round >> 1, connection, round));
        else if (place % 11 === 0 && place <= READS * 11) requests.push(read((number * 7) >> 2));
        else requests.push(route(number));
      }
  return requests;
}
