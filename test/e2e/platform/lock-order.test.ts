import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { useApi, type Answer } from '../../support/app.js';
import { eventually } from '../../support/eventually.js';

interface Lock extends pg.QueryResultRow {
  locktype: string;
  mode: string;
  granted: boolean;
  relation: string | null;
}

describe('a write that locks the hierarchy and a row', () => {
  const api = useApi();
  let address = 0;

  /** Sends a write while another transaction holds the locks of `sql`; resolves to the locks of the waiting write. */
  const locksOfWaiting = async (send: () => Promise<Answer>, sql: string, values: unknown[] = []) => {
    const other = new pg.Client(api.database.url);
    await other.connect();
    try {
      await other.query('begin');
      await other.query(sql, values);
      const answer = send();
      const locks = await eventually(
        () =>
          api.database.query<Lock>(
            `select locktype, mode, granted, relation::regclass::text as relation from pg_locks
              where pid in (select pid from pg_stat_activity
                             where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)`,
          ),
        (found) => found.length > 0,
      );
      await other.query('rollback');
      expect((await answer).status).toBe(200);
      return locks;
    } finally {
      await other.end();
    }
  };

  /** The table whose row the write locks and its id, how the write locks the hierarchy, and the write itself. */
  const writes: Record<
    string,
    () => Promise<[table: string, id: number | string, mode: string, send: () => Promise<Answer>]>
  > = {
    'the change of a domain': async () => {
      const id = await api.createDomain(456);
      return ['domains', id, 'ShareLock', () => api.admin.put(`/domains/${id}`, { tlsEnabled: true })];
    },
    'the deletion of a domain': async () => {
      const id = await api.createDomain(456);
      return ['domains', id, 'ShareLock', () => api.admin.delete(`/domains/${id}`)];
    },
    'the change of an IP': async () => {
      const id = await api.createIp(456, `198.51.100.${++address}`, 32);
      return ['org_ips', id, 'ShareLock', () => api.admin.put(`/orgips/${id}`, { description: 'changed' })];
    },
    'the change of a billing profile': async () => {
      const id = await api.createOrganization();
      const send = (): Promise<Answer> => api.admin.put(`/billingprofile/${id}`, { currency: 'EUR' });
      return ['organizations', id, 'ShareLock', send];
    },
    'the move of an organization': async () => {
      const id = await api.createOrganization();
      const send = (): Promise<Answer> =>
        api.admin.put(`/organizations/${id}/parent`, { parent: { id: 456 } });
      return ['organizations', id, 'ExclusiveLock', send];
    },
    'the deletion of an organization': async () => {
      const id = await api.createOrganization();
      return ['organizations', id, 'ExclusiveLock', () => api.admin.delete(`/organizations/${id}`)];
    },
  };

  it.each(Object.entries(writes))('locks the hierarchy first: %s', async (_, prepare) => {
    const [table, id, mode, send] = await prepare();
    const locks = await locksOfWaiting(send, `select from ${table} where id = $1 for update`, [id]);
    expect(locks.filter(({ locktype }) => locktype === 'advisory')).toEqual([
      expect.objectContaining({ mode, granted: true }),
    ]);
  });

  it.each(Object.entries(writes))('locks no row while it waits for the hierarchy: %s', async (_, prepare) => {
    const [table, , mode, send] = await prepare();
    const locks = await locksOfWaiting(send, 'select lock_hierarchy()');
    expect(locks.filter(({ locktype }) => locktype === 'advisory')).toEqual([
      expect.objectContaining({ mode, granted: false }),
    ]);
    expect(locks.filter(({ relation }) => relation === table).map(({ mode: held }) => held)).not.toContain(
      'RowShareLock',
    );
  });
});
