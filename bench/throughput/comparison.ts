import { isDeepStrictEqual } from 'node:util';
import type { Bench, Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';
import type { ServerProcess } from '../servers/process.js';
import { servers, type Operation, type ServerName } from './operation.js';
import { interleave, loadServer, ratio, type Round, type Spread } from './interleave.js';

const WARM_UP_SECONDS = 1;
/** A server that has just started: the JIT compiler is still at work. */
export const FIRST_WARM_UP_SECONDS = 4;
/** Number of responses that are compared between the servers before an operation. */
const COMPARED = 20;

export interface ComparisonResult {
  operation: string;
  target: number;
  beatsPeer: boolean;
  /** By server. */
  rounds: Partial<Record<ServerName, Round[]>>;
  /** Throughput of the program relative to another server in the same round. */
  ratio: { toReference: Spread; toPeer: Spread };
  peerToReference: Spread;
  /** Throughput at 1 k relative to 1 M. */
  growth?: Spread;
  failed: boolean;
}

/** The compared servers: on the same CPU, all running while one is under load. */
export class Comparison {
  private warm = false;

  private constructor(
    private readonly bench: Bench,
    private readonly processes: Record<ServerName, ServerProcess>,
  ) {}

  static async start(bench: Bench): Promise<Comparison> {
    return new Comparison(bench, {
      reference: await bench.referenceServer('reference', bench.large),
      'express-peer': await bench.referenceServer('express-peer', bench.large),
      program: await bench.program(bench.large),
      'program at 1 k': await bench.program(bench.small),
    });
  }

  async stop(): Promise<void> {
    for (const process of Object.values(this.processes)) await process.stop();
  }

  /** Loads the servers in turn with the requests of an operation. */
  async compare(operation: Operation, rounds: number, seconds: number): Promise<ComparisonResult> {
    await this.refuseDifferences(operation);
    const warmUp = this.warm ? WARM_UP_SECONDS : FIRST_WARM_UP_SECONDS;
    const part = servers.filter((name) => operation.grows || name !== 'program at 1 k');
    for (const name of part) await this.measure(operation, name, 0, warmUp);
    this.warm = true;
    const measured = await interleave(part, rounds, (name, round) =>
      this.measure(operation, name, round, seconds),
    );
    const { program, reference, 'express-peer': peer, 'program at 1 k': small } = measured;
    return {
      operation: operation.name,
      target: operation.target,
      beatsPeer: operation.beatsPeer,
      rounds: measured,
      ratio: { toReference: ratio(program, reference), toPeer: ratio(program, peer) },
      peerToReference: ratio(peer, reference),
      growth: operation.grows ? ratio(small, program) : undefined,
      failed: Object.values(measured)
        .flat()
        .some(({ errors, mismatches }) => errors + mismatches > 0),
    };
  }

  private dataset(name: ServerName): Dataset {
    return name === 'program at 1 k' ? this.bench.small : this.bench.large;
  }

  private async measure(
    operation: Operation,
    name: ServerName,
    round: number,
    seconds: number,
  ): Promise<Round> {
    const dataset = this.dataset(name);
    const server = this.processes[name];
    await operation.prepare?.(dataset, name, round);
    return loadServer(this.bench.load, server, {
      token: this.bench.token(operation.caller, dataset),
      seconds,
      requests: operation.requests(dataset, name, round),
    });
  }

  /** Servers whose speed is compared must return the same data. */
  private async refuseDifferences(operation: Operation): Promise<void> {
    const token = this.bench.token(operation.caller, this.bench.large);
    const reads = operation.requests(this.bench.large, 'program', 0).filter(({ method }) => method === 'GET');
    for (const request of reads.slice(0, COMPARED)) {
      const data = await this.dataOf('program', request, token);
      for (const name of ['reference', 'express-peer'] as const)
        if (!isDeepStrictEqual(await this.dataOf(name, request, token), data))
          throw new Error(`${request.path}: the ${name} does not return the same data as the program`);
    }
  }

  private async dataOf(name: ServerName, { path }: LoadRequest, token: string): Promise<unknown> {
    const response = await fetch(this.processes[name].url + path, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const { data } = (await response.json()) as { data: unknown };
    if (response.status !== 200) throw new Error(`${path}: the ${name} returns ${response.status}`);
    return data;
  }
}
