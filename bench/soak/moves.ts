import type { Cluster } from '../data/cluster.js';
import type { Population } from '../data/population.js';

/** One for each connection of the load. */
const COUNT = 32;

/** An organization with a small subtree, its parent, and another parent on the same level. */
export interface Move {
  id: number;
  parents: [home: number, away: number];
}

/** Organizations whose children have no children, outside of the large tenant. */
export function takeMoves(cluster: Cluster, { database, largeTenant }: Population): Promise<Move[]> {
  return cluster.within(database, async (client) => {
    const { rows } = await client.query<Move>(
      `with top as (select path from organizations where id = $1)
       select moved.id, array[moved.parent_id, other.id] as parents
         from (select organizations.* from organizations, top
                where depth = 7 and not starts_with(organizations.path, top.path) order by md5(id::text) limit $2) moved
         join organizations parent on parent.id = moved.parent_id
         join lateral (select id from organizations sibling
                        where sibling.parent_id = parent.parent_id and sibling.id <> parent.id order by id limit 1) other
           on true`,
      [largeTenant, COUNT],
    );
    if (rows.length === 0) throw new Error('There is no organization to move');
    return rows;
  });
}
