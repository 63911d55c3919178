import type { ClientBase } from 'pg';

/**
 * Whether a pooler such as PgBouncer gives each transaction of this connection another server connection. A session then
 * keeps no settings, prepared statements or locks. A pooler tells a new connection a
 * process id that it has made up; `pg` keeps that id in a private field.
 */
export async function isPooled(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]!.pid !== (client as ClientBase & { processID: number | null }).processID;
}
