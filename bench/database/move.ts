import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.js';
import { Client } from '../latency/client.js';
import { percentile } from '../statistics.js';

/** Moves away and back. */
const MOVES = 6;
/** Time between two moves, during which only the readers use the server. */
const PAUSE_MS = 1_500;

export interface MoveTimes {
  organizations: number;
  /** Milliseconds of each move. */
  moves: number[];
  /** Latency of the readers, without and during a move. */
  readers: Record<'before' | 'meanwhile', { requests: number; p50: number; p99: number; max: number }>;
}

/** Moves the large tenant with its subtree to another parent and back, while readers read what moves. */
export async function measureMoves(bench: Bench): Promise<MoveTimes> {
  const { large, cluster } = bench;
  const { largeTenant, largeTenantSize, database } = large.population;
  const server = await bench.program(large);
  const [mover, reader] = [0, 1].map(() => new Client(server.url, bench.token('admin', large))) as [
    Client,
    Client,
  ];
  const { data: top } = await mover.get<{ data: { relation: { parent: { id: number } } } }>(
    `/organizations/${largeTenant}`,
  );
  const home = top.relation.parent.id;
  const away = await anotherParent(bench, home);

  const now = { moving: false, ended: false };
  const waits = { before: [] as number[], meanwhile: [] as number[] };
  const reading = (async () => {
    const { domains } = large.samples.ofLargeTenant;
    for (let count = 0; !now.ended; count++) {
      const began = now.moving;
      const { milliseconds } = await reader.get(`/domains/${domains[count % domains.length]!}`);
      // A read that began or ended during a move counts as during it.
      waits[began || now.moving ? 'meanwhile' : 'before'].push(milliseconds);
    }
  })();
  const moves: number[] = [];
  try {
    for (let move = 0; move < MOVES; move++) {
      await sleep(PAUSE_MS);
      now.moving = true;
      const { status, text, milliseconds } = await mover.send('PUT', `/organizations/${largeTenant}/parent`, {
        parent: { id: move % 2 === 0 ? away : home },
      });
      now.moving = false;
      if (status !== 200) throw new Error(`move: ${status} ${text}`);
      moves.push(milliseconds);
    }
  } finally {
    now.ended = true;
    await reading;
    mover.close();
    reader.close();
    await server.stop();
    // A move leaves dead rows behind.
    await cluster.within(database, (client) => client.query('vacuum analyze'));
  }
  const summary = (times: number[]): MoveTimes['readers']['before'] => ({
    requests: times.length,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    max: Math.max(...times),
  });
  return {
    organizations: largeTenantSize,
    moves,
    readers: { before: summary(waits.before), meanwhile: summary(waits.meanwhile) },
  };
}

/** A sibling of the parent, on the same level. */
async function anotherParent({ cluster, large }: Bench, parent: number): Promise<number> {
  return cluster.within(large.population.database, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `select other.id from organizations other, organizations parent
        where parent.id = $1 and other.depth = parent.depth and other.id <> parent.id order by other.id limit 1`,
      [parent],
    );
    return rows[0]!.id;
  });
}
