import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';
import type { ServerProcess } from '../servers/process.js';
import { gets } from '../throughput/reads.js';
import { FIRST_WARM_UP_SECONDS } from '../throughput/comparison.js';
import { interleave, loadWithoutErrors, ratio, type Round, type Spread } from '../throughput/interleave.js';
import { waitForIndex } from './index-state.js';
import { measureFreshness, type Freshness } from './freshness.js';
import { decision, takeSampleCalls, type SampleCall } from './sample-calls.js';

/** Wait before the memory of an instance is measured. */
const REST_MS = 5_000;

const servers = ['constant', 'longest-prefix', 'program', 'program at 1 k'] as const;
type ServerName = (typeof servers)[number];

export interface Routing {
  /** Milliseconds from the start of the process until the index is up to date. */
  loadedMs: number;
  /** Megabytes, some seconds later. */
  residentMegabytes?: number;
  rounds: Record<ServerName, Round[]>;
  ratio: {
    /** Throughput of the program relative to another server in the same round, and the same per CPU second. */
    toConstant: Spread;
    toConstantByCpu: Spread;
    toPostgres: Spread;
    /** Throughput at 1 k relative to 1 M. */
    growth: Spread;
  };
  freshness: Freshness;
  /** The p99 of a GET with the index in the same process relative to that without an index. */
  getP99?: Spread;
}

/** A routing decision: by the program, by the fastest possible server, and by PostgreSQL alone. */
export async function measureRouting(bench: Bench, rounds: number, seconds: number): Promise<Routing> {
  const calls = await takeSampleCalls(bench.cluster, bench.large.population);
  const ofSmall = await takeSampleCalls(bench.cluster, bench.small.population);
  const [program, loadedMs] = await start(bench, bench.large);
  const processes = { program } as Record<ServerName, ServerProcess>;
  try {
    await sleep(REST_MS);
    const resident = program.residentBytes();
    const { text } = await ask(bench, program, decision(calls[0]!));
    [processes['program at 1 k']] = await start(bench, bench.small);
    processes.constant = await bench.referenceServer('constant', bench.large, { ANSWER: text });
    processes['longest-prefix'] = await bench.referenceServer('longest-prefix', bench.large);
    const requests: Record<ServerName, LoadRequest[]> = {
      constant: calls.map((call) => ({ ...decision(call), expected: [text] })),
      'longest-prefix': calls.map((call) => ({
        ...decision(call),
        expected: [`"ip":{"id":"${call.ipId}"`],
      })),
      program: calls.map(decision),
      'program at 1 k': ofSmall.map(decision),
    };
    const measured = await compare(bench, processes, requests, rounds, seconds);
    return {
      loadedMs,
      residentMegabytes: resident && resident / 2 ** 20,
      rounds: measured,
      ratio: ratios(measured),
      freshness: await freshness(bench, program, calls),
      getP99: await compareGets(bench, program, rounds, seconds),
    };
  } finally {
    for (const server of Object.values(processes)) await server.stop();
  }
}

async function freshness(bench: Bench, program: ServerProcess, calls: SampleCall[]): Promise<Freshness> {
  const [other] = await start(bench, bench.large);
  try {
    return await measureFreshness(bench, [program, other], calls);
  } finally {
    await other.stop();
  }
}

async function compareGets(
  bench: Bench,
  withIndex: ServerProcess,
  rounds: number,
  seconds: number,
): Promise<Spread> {
  const operation = gets[0]!;
  const token = bench.token(operation.caller, bench.large);
  const requests = operation.requests(bench.large, 'program', 0);
  const processes = { withIndex, without: await bench.program(bench.large, { ROUTING_INDEX: 'off' }) };
  const names = ['withIndex', 'without'] as const;
  const measure = (name: (typeof names)[number], time: number): Promise<Round> =>
    loadWithoutErrors(operation.name, bench.load, processes[name], { token, seconds: time, requests });
  try {
    for (const name of names) await measure(name, FIRST_WARM_UP_SECONDS);
    const measured = await interleave(names, rounds, (name) => measure(name, seconds));
    return ratio(measured.withIndex, measured.without, ({ p99 }) => p99);
  } finally {
    await processes.without.stop();
  }
}

/** Loads the servers in turn. */
async function compare(
  bench: Bench,
  processes: Record<ServerName, ServerProcess>,
  requests: Record<ServerName, LoadRequest[]>,
  rounds: number,
  seconds: number,
): Promise<Routing['rounds']> {
  const token = bench.token('proxy', bench.large);
  const measure = (name: ServerName, time: number): Promise<Round> =>
    loadWithoutErrors(`routing, ${name}`, bench.load, processes[name], {
      token,
      seconds: time,
      requests: requests[name],
    });
  for (const name of servers) await measure(name, FIRST_WARM_UP_SECONDS);
  return interleave(servers, rounds, (name) => measure(name, seconds));
}

function ratios({ program, constant, ...others }: Routing['rounds']): Routing['ratio'] {
  return {
    toConstant: ratio(program, constant),
    toConstantByCpu: ratio(program, constant, ({ requestsPerSecond, cpu }) => requestsPerSecond / (cpu ?? 1)),
    toPostgres: ratio(program, others['longest-prefix']),
    growth: ratio(others['program at 1 k'], program),
  };
}

/** An instance with a loaded index. */
async function start(bench: Bench, dataset: Dataset): Promise<[program: ServerProcess, loadedMs: number]> {
  const program = await bench.program(dataset);
  return [program, program.readyMs + (await waitForIndex(program))];
}

async function ask(bench: Bench, server: ServerProcess, { path }: LoadRequest): Promise<{ text: string }> {
  const headers = { Authorization: `Bearer ${bench.token('proxy', bench.large)}` };
  return { text: await (await fetch(server.url + path, { headers })).text() };
}
