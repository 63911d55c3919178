import type { ClientBase } from 'pg';

/**
 * Whether something between here and PostgreSQL hands this connection's transactions to connections of its own, as
 * PgBouncer does: what a session is told (settings, prepared statements, locks) is then told to somebody else. A pooler
 * answers a new connection with a process id that it has made up.
 */
export async function isPooled(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]!.pid !== (client as ClientBase & { processID: number | null }).processID;
}
