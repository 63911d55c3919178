import type pg from 'pg';
import { endOfPath } from '../../src/database/path.js';

export async function pathOf(client: pg.Client, id: number): Promise<string> {
  const { rows } = await client.query<{ path: string }>('select path from organizations where id = $1', [id]);
  return rows[0]!.path;
}

/** An organization on the lowest level below a path. */
export async function deepestBelow(client: pg.Client, path: string): Promise<{ id: number; path: string }> {
  const { rows } = await client.query<{ id: number; path: string }>(
    `select id, path from organizations where path >= $1 and path < $2 order by depth desc, id limit 1`,
    [path, endOfPath(path)],
  );
  return rows[0]!;
}
