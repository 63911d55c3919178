import type { Pool, PoolClient } from 'pg';
import type { domainBody } from './bodies.js';

type DomainRow = Parameters<typeof domainBody>[0];

/**
 * The minimum of a write: a transaction that writes the row and its history entry, into tables with the same columns,
 * indexes and size, without triggers, foreign keys or row-level security. It validates and looks up nothing. BEGIN and
 * COMMIT are pipelined with the statements, as in the program.
 */
async function transact<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const begun = client.query('begin');
    begun.catch(() => undefined);
    const result = await work(client);
    await begun;
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

const INSERT = {
  name: 'insert domain',
  text: `insert into bare.domains (id, organization_id, domain, tls_enabled, path)
         values ($1, $2, $3, $4, $5) returning *`,
};

const UPDATE = {
  name: 'update domain',
  text: `update bare.domains set tls_enabled = $2, sip_realm = $3, updated_at = now() where id = $1
         returning new.*, to_jsonb(old) as before`,
};

const DELETE = {
  name: 'delete domain',
  text: 'delete from bare.domains where id = $1 returning organization_id, to_jsonb(domains) as before',
};

const RECORD = {
  name: 'record',
  text: `insert into bare.audit_entries (action, resource_type, resource_id, organization_id, actor_subject,
                                         actor_role, request_id, before, after)
         values ($1, 'domain', $2, $3, $4, 'admin', $5, $6, $7)`,
};

let requests = 0;

/** The history entry, pipelined with the COMMIT. */
async function record(
  client: PoolClient,
  action: string,
  { id, organization_id }: Pick<DomainRow, 'id' | 'organization_id'>,
  subject: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  const image = (of: unknown): string | null => (of === undefined ? null : JSON.stringify(of));
  const values = [action, id, organization_id, subject, `r-${++requests}`, image(before), image(after)];
  await Promise.all([client.query({ ...RECORD, values }), client.query('commit')]);
}

export async function createDomain(
  pool: Pool,
  id: string,
  body: Record<string, unknown>,
  subject: string,
): Promise<DomainRow> {
  const organizationId = Number(String(body.orgId).replace('org_', ''));
  return transact(pool, async (client) => {
    const values = [id, organizationId, body.domain, body.tlsEnabled, `/${organizationId}/`];
    const { rows } = await client.query<DomainRow>({ ...INSERT, values });
    const row = rows[0]!;
    await record(client, 'created', row, subject, undefined, row);
    return row;
  });
}

export async function updateDomain(
  pool: Pool,
  id: string,
  body: Record<string, unknown>,
  subject: string,
): Promise<DomainRow | undefined> {
  return transact(pool, async (client) => {
    const values = [id, body.tlsEnabled, body.sipRealm];
    const { rows } = await client.query<DomainRow & { before: unknown }>({ ...UPDATE, values });
    if (!rows[0]) {
      await client.query('rollback');
      return undefined;
    }
    const { before, ...row } = rows[0];
    await record(client, 'updated', row, subject, before, row);
    return row;
  });
}

export async function deleteDomain(pool: Pool, id: string, subject: string): Promise<boolean> {
  return transact(pool, async (client) => {
    const { rows } = await client.query<{ organization_id: number; before: unknown }>({
      ...DELETE,
      values: [id],
    });
    if (!rows[0]) {
      await client.query('rollback');
      return false;
    }
    await record(client, 'deleted', { id, ...rows[0] }, subject, rows[0].before, undefined);
    return true;
  });
}
