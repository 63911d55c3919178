import type pg from 'pg';
import type { Population } from './population.js';

/** Shares of the ordinary organizations on levels 3 to 8. */
const SHARES = [0.02, 0.08, 0.2, 0.35, 0.22, 0.13];
/** The same for the large tenant; only its root is on level 3. */
const SHARES_OF_TENANT = [0.08, 0.22, 0.35, 0.22, 0.13];

/**
 * Plans the tree in `plan.tree` (n, parent, depth, path) and the owner of the nth domain and IP in `plan.owners`
 * (n, owner). Hashes spread everything: the rows of a tenant are neither adjacent nor close in time.
 */
export async function planTree(client: pg.Client, population: Population): Promise<void> {
  const { size, roots, secondLevel, largeTenant, largeTenantStride, smallTenant, largestOwner } = population;
  await client.query(`
    create unlogged table plan.places as
    select n, family, depth, row_number() over same_level as rank, count(*) over (partition by family, depth) as width
      from (
        select n, family,
               case when family = 'large' then case when n = ${largeTenant} then 3 else ${level(4, SHARES_OF_TENANT)} end
                    when family = 'small' then case when n = ${smallTenant} then 5 else 6 end
                    when n <= ${roots} then 1 when n <= ${roots + secondLevel} then 2
                    else ${level(3, SHARES)} end as depth
          from (
            select n, case when n % ${largeTenantStride} = ${largeTenant} then 'large'
                           when n between ${smallTenant} and ${smallTenant + 2} then 'small' else 'common' end as family
              from generate_series(1, ${size}) n
          ) families
      ) levels
    window same_level as (partition by family, depth order by n)`);
  await client.query('create unique index on plan.places (family, depth, rank)');
  await client.query('analyze plan.places');

  // Older organizations of a level are more likely to be parents, so that some have many children and many have none.
  await client.query(`
    create unlogged table plan.choices as
    select place.n, place.depth, level_above.family, level_above.depth as depth_above,
           (1 + floor(chance('parent', place.n) * (place.rank - 1) / place.width * level_above.width))::bigint as rank_above
      from plan.places place
      left join (select distinct family, depth, width from plan.places) level_above
        on level_above.family = case when n in (${largeTenant}, ${smallTenant}) then 'common' else place.family end
       and level_above.depth = place.depth - 1`);
  await client.query('analyze plan.choices');
  await client.query(`
    create unlogged table plan.parents as
    select choice.n, choice.depth, above.n as parent
      from plan.choices choice left join plan.places above
        on above.family = choice.family and above.depth = choice.depth_above and above.rank = choice.rank_above`);
  await client.query('create index on plan.parents (depth)');
  await client.query('analyze plan.parents');

  await client.query(
    `create unlogged table plan.tree (n integer primary key, parent integer, depth integer, path text)`,
  );
  for (let depth = 1; depth <= 8; depth++) {
    await client.query(
      `insert into plan.tree
       select place.n, place.parent, place.depth, coalesce(above.path, '/') || place.n || '/'
         from plan.parents place left join plan.tree above on above.n = place.parent where place.depth = $1`,
      [depth],
    );
    await client.query('analyze plan.tree');
  }

  await client.query(`
    create unlogged table plan.owners as
    select n, case when n % 500 = 3 and family = 'common' then ${largestOwner} else owner end as owner
      from (
        select row_number() over (order by md5('owner' || n))::integer as n, n as owner, family from plan.places
      ) shuffled`);
  await client.query('create unique index on plan.owners (n)');
  await client.query('analyze plan.owners');
}

/** A random level for an organization, starting at `first`. */
function level(first: number, shares: number[]): string {
  let sum = 0;
  const cases = shares.slice(0, -1).map((share, index) => {
    sum += share;
    return `when chance('level', n) < ${sum} then ${first + index}`;
  });
  return `case ${cases.join(' ')} else ${first + shares.length - 1} end`;
}
