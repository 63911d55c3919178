import { isDeepStrictEqual } from 'node:util';
import type { Bench, World } from '../bench.js';
import type { LoadRequest, Measurement } from '../load/job.js';
import { median } from '../statistics.js';
import type { ServerProcess } from '../servers/process.js';
import { servers, type Operation, type ServerName } from './operation.js';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 1;
/** A server that has only just started: what it runs is compiled while it runs. */
export const FIRST_WARM_UP_SECONDS = 4;
/** How many answers of the servers are compared with each other before an operation. */
const COMPARED = 20;

/** What a server did in one round. */
export interface Round extends Measurement {
  /** Share of a CPU that the server used. */
  cpu?: number;
  residentBytes?: number;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export interface Comparison {
  operation: string;
  target: number;
  beatsPeer: boolean;
  /** Of each server that took part. */
  rounds: Partial<Record<ServerName, Round[]>>;
  /** Requests/s of the program to those of another in the same round. */
  ratio: { toReference: Spread; toPeer: Spread };
  peerToReference: Spread;
  /** Requests/s at 1 k to those at 1 M. */
  growth?: Spread;
  failed: boolean;
}

/** The servers, on the same CPU, all running while one is loaded. */
export class Field {
  private warm = false;

  private constructor(
    private readonly bench: Bench,
    private readonly processes: Record<ServerName, ServerProcess>,
  ) {}

  static async start(bench: Bench): Promise<Field> {
    return new Field(bench, {
      reference: await bench.beside('reference', bench.large),
      'express-peer': await bench.beside('express-peer', bench.large),
      program: await bench.program(bench.large),
      'program at 1 k': await bench.program(bench.small),
    });
  }

  async stop(): Promise<void> {
    for (const process of Object.values(this.processes)) await process.stop();
  }

  /** Loads the servers in turn, in another order each round, so that whatever else goes on is shared fairly. */
  async compare(operation: Operation, rounds: number, seconds: number): Promise<Comparison> {
    await this.refuseDifferences(operation);
    const warmUp = this.warm ? WARM_UP_SECONDS : FIRST_WARM_UP_SECONDS;
    const part = servers.filter((name) => operation.grows || name !== 'program at 1 k');
    for (const name of part) await this.measure(operation, name, 0, warmUp);
    this.warm = true;
    const measured = Object.fromEntries(part.map((name) => [name, []])) as unknown as Record<
      ServerName,
      Round[]
    >;
    for (let round = 1; round <= rounds; round++)
      for (let turn = 0; turn < part.length; turn++) {
        const name = part[(turn + round) % part.length]!;
        measured[name].push(await this.measure(operation, name, round, seconds));
      }
    const ratio = (of: ServerName, to: ServerName): Spread =>
      spread(
        measured[of].map(
          ({ requestsPerSecond }, round) => requestsPerSecond / measured[to][round]!.requestsPerSecond,
        ),
      );
    return {
      operation: operation.name,
      target: operation.target,
      beatsPeer: operation.beatsPeer,
      rounds: measured,
      ratio: { toReference: ratio('program', 'reference'), toPeer: ratio('program', 'express-peer') },
      peerToReference: ratio('express-peer', 'reference'),
      growth: operation.grows ? ratio('program at 1 k', 'program') : undefined,
      failed: Object.values(measured)
        .flat()
        .some(({ errors, mismatches }) => errors + mismatches > 0),
    };
  }

  private world(name: ServerName): World {
    return name === 'program at 1 k' ? this.bench.small : this.bench.large;
  }

  private async measure(
    operation: Operation,
    name: ServerName,
    round: number,
    seconds: number,
  ): Promise<Round> {
    const world = this.world(name);
    const server = this.processes[name];
    await operation.prepare?.(world, name, round);
    const requests = operation.requests(world, name, round);
    const before = server.cpuSeconds();
    const measurement = await this.bench.load.run({
      url: server.url,
      token: this.bench.token(operation.caller, world),
      connections: CONNECTIONS,
      seconds,
      // Each connection has a part of its own.
      requests: requests.length < CONNECTIONS ? repeat(requests, CONNECTIONS) : requests,
    });
    const after = server.cpuSeconds();
    return {
      ...measurement,
      cpu: before === undefined || after === undefined ? undefined : (after - before) / seconds,
      residentBytes: server.residentBytes(),
    };
  }

  /** What is compared for its speed says the same. */
  private async refuseDifferences(operation: Operation): Promise<void> {
    const token = this.bench.token(operation.caller, this.bench.large);
    const reads = operation.requests(this.bench.large, 'program', 0).filter(({ method }) => method === 'GET');
    for (const request of reads.slice(0, COMPARED)) {
      const data = await this.dataOf('program', request, token);
      for (const name of ['reference', 'express-peer'] as const)
        if (!isDeepStrictEqual(await this.dataOf(name, request, token), data))
          throw new Error(`${request.path}: the ${name} does not answer what the program does`);
    }
  }

  private async dataOf(name: ServerName, { path }: LoadRequest, token: string): Promise<unknown> {
    const response = await fetch(this.processes[name].url + path, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const { data } = (await response.json()) as { data: unknown };
    if (response.status !== 200) throw new Error(`${path}: the ${name} answers ${response.status}`);
    return data;
  }
}

export function spread(values: number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function repeat<T>(items: T[], times: number): T[] {
  return Array.from({ length: times }, (_, index) => items[index % items.length]!);
}
