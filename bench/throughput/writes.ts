import type { Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';
import type { Operation } from './operation.js';
import { FIRST_WARM_UP_SECONDS } from './comparison.js';
import { Fixtures } from './fixtures.js';

/** More writes per second than any server reaches with these connections; a round that needs more reports mismatches. */
const PER_SECOND = 4_000;
/** Number of domains that are changed repeatedly. */
const CHANGED = 4_096;

/** Each round writes to rows of its own: they are created before the round and removed after the last one. */
export function writes(fixtures: Fixtures, seconds: number): Operation[] {
  const count = PER_SECOND * Math.max(seconds, FIRST_WARM_UP_SECONDS);
  const requests = (
    method: LoadRequest['method'],
    { samples }: Dataset,
    prefix: string,
    length: number,
    body?: (id: string, owner: number, index: number) => object,
  ): LoadRequest[] =>
    Array.from({ length }, (_, index) => {
      const id = `${prefix}${index}`;
      const owner = samples.owners[index % samples.owners.length]!;
      return {
        method,
        path: `/domains/${id}`,
        body: body && JSON.stringify(body(id, owner, index)),
        status: method === 'POST' ? 201 : 200,
        expected: [`"id":"${id}"`],
      };
    });
  const common = { caller: 'admin', target: 0.6, beatsPeer: false, grows: false } as const;
  return [
    {
      ...common,
      name: 'POST /domains/:id',
      requests: (dataset, server, round) =>
        requests('POST', dataset, Fixtures.prefix('create', server, round), count, (id, owner) => ({
          domain: `${id}.example.com`,
          orgId: `org_${owner}`,
          tlsEnabled: true,
        })),
    },
    {
      ...common,
      name: 'PUT /domains/:id',
      // The same rows in all rounds, with another value in each.
      prepare: (dataset, server) =>
        fixtures.create(dataset, table(server), Fixtures.prefix('change', server, 0), CHANGED),
      requests: (dataset, server, round) =>
        requests('PUT', dataset, Fixtures.prefix('change', server, 0), CHANGED, (_, _owner, index) => ({
          tlsEnabled: (index + round) % 2 === 0,
          sipRealm: `realm-${round}-${index}.example.com`,
        })),
    },
    {
      ...common,
      name: 'DELETE /domains/:id',
      prepare: (dataset, server, round) =>
        fixtures.create(dataset, table(server), Fixtures.prefix('delete', server, round), count),
      requests: (dataset, server, round) =>
        requests('DELETE', dataset, Fixtures.prefix('delete', server, round), count),
    },
  ];
}

/** The program writes to its own tables, the reference servers to the bare ones. */
function table(server: string): 'domains' | 'bare.domains' {
  return server.startsWith('program') ? 'domains' : 'bare.domains';
}
