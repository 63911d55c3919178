import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { useApi, type Answer } from '../../support/app.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { HeldLock } from '../../support/held-lock.js';
import { eventually } from '../../support/eventually.js';

interface Lock extends pg.QueryResultRow {
  locktype: string;
  classid: number;
  objid: number;
  mode: string;
  granted: boolean;
  relation: string | null;
}

describe('a write that locks organizations and a row', () => {
  const api = useApi();

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
            `select locktype, classid::integer, objid::integer, mode, granted, relation::regclass::text as relation from pg_locks
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

  interface Write {
    /** The row that it locks. */
    row: [table: string, id: number | string];
    /** The organization that must stay where it is, or whose subtree it changes. */
    organization: number;
    /** The locks of organizations that it holds while it waits for the row. */
    held: string[];
    send: () => Promise<Answer>;
  }

  const writes: Record<string, () => Promise<Write>> = {
    'the transfer of a domain': async () => {
      const id = await api.createDomain(456);
      const send = (): Promise<Answer> => api.admin.put(`/domains/${id}`, { orgId: 'org_789' });
      return { row: ['domains', id], organization: 789, held: ['1 ShareLock', '789 ShareLock'], send };
    },
    'the change of a billing profile': async () => {
      const id = await api.createOrganization({ parent: 456 });
      const send = (): Promise<Answer> => api.admin.put(`/billingprofile/${id}`, { currency: 'EUR' });
      const held = ['1 ShareLock', '456 ShareLock', `${id} ShareLock`];
      return { row: ['organizations', id], organization: id, held, send };
    },
    'the move of an organization': async () => {
      const id = await api.createOrganization({ parent: 789 });
      const send = (): Promise<Answer> =>
        api.admin.put(`/organizations/${id}/parent`, { parent: { id: 456 } });
      const held = ['1 ShareLock', '456 ShareLock', '789 ShareLock', `${id} ExclusiveLock`];
      return { row: ['organizations', id], organization: id, held, send };
    },
    'the deletion of an organization': async () => {
      const id = await api.createOrganization({ parent: 456 });
      const send = (): Promise<Answer> => api.admin.delete(`/organizations/${id}`);
      const held = ['1 ShareLock', '456 ShareLock', `${id} ExclusiveLock`];
      return { row: ['organizations', id], organization: id, held, send };
    },
  };

  const organizationLocks = (locks: Lock[]): string[] =>
    locks
      .filter(({ locktype, classid }) => locktype === 'advisory' && classid === 7301004)
      .sort((one, other) => one.objid - other.objid)
      .map(({ objid, mode }) => `${objid} ${mode}`);

  it.each(Object.entries(writes))('locks the organizations first: %s', async (_, prepare) => {
    const { row, held, send } = await prepare();
    const locks = await locksOfWaiting(send, `select from ${row[0]} where id = $1 for update`, [row[1]]);
    expect(organizationLocks(locks.filter(({ granted }) => granted))).toEqual(held);
  });

  it.each(Object.entries(writes))(
    'locks no row while it waits for an organization: %s',
    async (_, prepare) => {
      const { row, organization, send } = await prepare();
      const locks = await locksOfWaiting(send, `select lock_subtree($1, null)`, [organization]);
      expect(organizationLocks(locks.filter(({ granted }) => !granted))).toEqual([
        expect.stringMatching(`^${organization} `),
      ]);
      expect(locks.filter(({ relation }) => relation === row[0]).map(({ mode }) => mode)).not.toContain(
        'RowShareLock',
      );
    },
  );

  it('lets a domain be deleted while its organization waits to be moved with it', async () => {
    const organization = await api.createOrganization({ parent: 456 });
    const id = await api.createDomain(organization);
    const used = await HeldLock.take(api.database, `select from domains where id = '${id}' for update`);
    const move = api.admin.put(`/organizations/${organization}/parent`, { parent: { id: 789 } });
    await used.waitForSessions(1);
    const deletion = api.admin.delete(`/domains/${id}`);
    await used.waitForSessions(2);
    await used.release();
    expect([(await move).status, (await deletion).status]).toEqual([200, 200]);
    expect(api.app.get(UnitOfWork).retries.conflict).toBe(0);
  });

  it.each(['post', 'put', 'delete'] as const)(
    'makes no write in another subtree wait while an organization moves: %s',
    async (method) => {
      const moving = await api.createOrganization({ parent: 456 });
      const id = await api.createDomain(789);
      const move = await HeldLock.take(
        api.database,
        `update organizations set parent_id = 1 where id = ${moving}`,
      );
      try {
        const path = method === 'post' ? '/domains/meanwhile' : `/domains/${id}`;
        const body = { domain: `${method}-meanwhile.example.net`, orgId: 'org_789' };
        const { status } = await (method === 'delete'
          ? api.admin.delete(path)
          : api.admin[method](path, body));
        expect(status).toBeLessThan(300);
      } finally {
        await move.release();
      }
    },
  );
});
