import { randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { Cluster } from './data/cluster.js';
import type { Population } from './data/population.js';
import type { Samples } from './data/samples.js';
import type { LoadGenerator } from './load/load-generator.js';
import type { NodeBinary, Pinning } from './machine.js';
import { ServerProcess, type ReferenceName, type ServerContext } from './servers/process.js';

/** A database and the ids that the benchmark requests from it. */
export interface Dataset {
  population: Population;
  samples: Samples;
}

export type Caller = 'admin' | 'large tenant' | 'small tenant' | 'proxy';

const LOGIN = 'organizations_bench';

/** What every measurement needs, for one version of Node.js. */
export class Bench {
  private static readonly secret = randomBytes(32).toString('hex');
  private static readonly password = randomBytes(16).toString('hex');

  constructor(
    readonly cluster: Cluster,
    readonly small: Dataset,
    readonly large: Dataset,
    readonly node: NodeBinary,
    readonly load: LoadGenerator,
    readonly pinning: Pinning | undefined,
    /** The path of the program that is measured. */
    private readonly programPath: string,
  ) {}

  /** A login as docs/operations.md recommends: it can take the role of the program and nothing else. */
  static async createLogin(cluster: Cluster): Promise<void> {
    await cluster.within('postgres', async (client) => {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [LOGIN]);
      if (rowCount === 0) await client.query(`create role ${LOGIN} in role organizations_platform`);
      await client.query(`alter role ${LOGIN} login password '${Bench.password}'`);
      await client.query(`alter role ${LOGIN} set role = organizations_app`);
    });
  }

  /** The program on one of the databases. */
  program(
    { population }: Dataset,
    variables: Record<string, string> = {},
    cpus = this.pinning?.server,
  ): Promise<ServerProcess> {
    return ServerProcess.program(this.context(this.loginUrl(population), cpus), variables);
  }

  /** The program with a probe, which measures it from inside. */
  probedProgram({ population }: Dataset): Promise<ServerProcess> {
    const context = this.context(this.loginUrl(population), this.pinning?.server);
    return ServerProcess.program(context, {}, { probe: true });
  }

  /** A reference server. It logs in as the superuser, so no policy applies. */
  referenceServer(
    name: ReferenceName,
    { population }: Dataset,
    variables: Record<string, string> = {},
  ): Promise<ServerProcess> {
    return ServerProcess.reference(
      this.context(this.cluster.url(population.database), this.pinning?.server),
      name,
      variables,
    );
  }

  /** The program with the owner's login, which may run migrations. */
  programAsOwner({ population }: Dataset, variables: Record<string, string>): Promise<ServerProcess> {
    const url = this.cluster.url(population.database);
    return ServerProcess.program(this.context(url, this.pinning?.server), variables);
  }

  token(caller: Caller, { population }: Dataset): string {
    const claims = {
      admin: { role: 'admin' },
      'large tenant': { role: 'manager', org: `org_${population.largeTenant}` },
      'small tenant': { role: 'manager', org: `org_${population.smallTenant}` },
      proxy: { role: 'edge' },
    };
    return jsonwebtoken.sign(claims[caller], Bench.secret, { subject: `bench ${caller}`, expiresIn: '1d' });
  }

  private loginUrl({ database }: Population): string {
    const url = new URL(this.cluster.url(database));
    url.username = LOGIN;
    url.password = Bench.password;
    return url.href;
  }

  private context(databaseUrl: string, cpus: string | undefined): ServerContext {
    return { node: this.node, program: this.programPath, databaseUrl, secret: Bench.secret, cpus };
  }
}
