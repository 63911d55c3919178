import type { Dataset } from '../bench.js';
import type { Cluster } from '../data/cluster.js';

/** Domains to be changed and deleted; the prefix of their ids separates them from the permanent ones. */
export class Fixtures {
  constructor(private readonly cluster: Cluster) {}

  static prefix(what: string, server: string, round: number): string {
    return `bench-${what}-${server.replaceAll(' ', '-')}-${round}-`;
  }

  /** Creates `count` domains with this prefix, unless they exist, spread evenly like the others. */
  async create(
    { population, samples }: Dataset,
    table: 'domains' | 'bare.domains',
    prefix: string,
    count: number,
  ): Promise<void> {
    await this.cluster.within(population.database, (client) =>
      client.query(
        `insert into ${table}
         select (jsonb_populate_record(model, jsonb_build_object('id', $1 || n, 'domain', $1 || n || '.example.com'))).*
           from generate_series(0, $2::integer - 1) n
           join unnest($3::text[]) with ordinality as models (id, place) on place = 1 + n % cardinality($3)
           join domains model on model.id = models.id
         on conflict do nothing`,
        [prefix, count, samples.all.domains],
      ),
    );
  }

  /** Removes all usage, as if there had never been a call. */
  async forgetTraffic({ population }: Dataset): Promise<void> {
    await this.cluster.within(population.database, (client) =>
      client.query('truncate domain_usage, org_ip_usage'),
    );
  }

  /** Removes the fixtures. */
  async clear({ population }: Dataset): Promise<void> {
    await this.cluster.within(population.database, async (client) => {
      // Without a history entry for each row.
      await client.query('set session_replication_role = replica');
      for (const table of ['domains', 'bare.domains'])
        await client.query(`delete from ${table} where id like 'bench-%'`);
      await client.query('truncate audit_entries, bare.audit_entries');
      await client.query('vacuum analyze');
    });
  }
}
