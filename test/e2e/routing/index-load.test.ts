import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NoResponseError } from '../../../src/database/database-errors.js';
import { Environment } from '../../../src/config/environment.js';
import { DedicatedConnection } from '../../../src/database/dedicated-connection.js';
import { parseAddress } from '../../../src/org-ips/address.js';
import { RoutingIndex } from '../../../src/routing/index/routing-index.js';
import { applyChanges, EMPTY_SNAPSHOT, loadIndex } from '../../../src/routing/routing.repository.js';
import { useApi } from '../../support/app.js';

const PATIENCE_MS = 15_000;

describe('loading the routing index', () => {
  // Before `useApi` drops the database.
  afterAll(() => connection.close());
  const api = useApi();
  let connection: DedicatedConnection;
  const open = (): Promise<DedicatedConnection> =>
    DedicatedConnection.open(api.app.get(Environment).databaseUrl!, () => undefined);
  beforeAll(async () => {
    connection = await open();
  });

  it('results in the same index as applying the log of all changes', async () => {
    for (const sql of [
      `insert into organizations (id, name, type_id, country_id, parent_id, relation_type_id, status_id)
         values (7300001, 'Müller & 電話', 4, 74, 1, 0, 0), (7300002, 'suspended', 4, 74, 7300001, 0, 1)`,
      `insert into domains (id, organization_id, domain, status, sip_realm, registration_enabled, tls_enabled)
         values ('load-1', 7300001, 'load-1.example', 'active', 'realm.example', true, false),
                ('load-2', 7300002, 'load-2.example', 'inactive', null, false, true)`,
      `insert into org_ips (id, organization_id, network, type, status, allowed_ports, protocols)
         values ('ip_load-1', 7300001, '100.70.0.0/24', 'both', 'active', '{5060,5061}', '{UDP,TLS}'),
                ('ip_load-2', 7300001, '100.70.1.1', 'media', 'inactive', null, '{WS}'),
                ('ip_load-3', 7300001, '100.70.1.1', 'signaling', 'active', '{5060}', null),
                ('ip_load-4', 7300002, '2001:db8:70::/48', 'both', 'active', null, null)`,
    ])
      await api.database.query(sql);
    const loaded = await loadIndex((query, onRow) => connection.copy(query, onRow, PATIENCE_MS));
    const applied = new RoutingIndex();
    await applyChanges(
      (text, values) => connection.query(text, values, PATIENCE_MS),
      applied,
      EMPTY_SNAPSHOT,
    );
    const expected = contentOf(applied);
    expect(contentOf(loaded)).toEqual(expected);
    expect(expected).toMatchObject([
      [{ name: 'Müller & 電話' }, { name: 'suspended', isSuspended: true }],
      [{ sipRealm: 'realm.example' }, { sipRealm: null }],
      [[{ allowedPorts: [5060, 5061], protocols: ['UDP', 'TLS'] }], { length: 2 }, [{ id: 'ip_load-4' }]],
    ]);
  });

  it('lets everything else have its turn while rows arrive', async () => {
    const rows = { all: 0, inTurn: 0, most: 0 };
    let timer = setImmediate(function nextTurn() {
      rows.inTurn = 0;
      timer = setImmediate(nextTurn);
    });
    await connection.copy(
      'select n from generate_series(1, 300000) n',
      () => {
        rows.all++;
        rows.most = Math.max(rows.most, ++rows.inTurn);
      },
      PATIENCE_MS,
    );
    clearImmediate(timer);
    expect(rows.all).toBe(300_000);
    // Some buffers of 64 kB that were read before the pause, with 15 bytes for each row.
    expect(rows.most).toBeLessThan(15_000);
  });

  it('fails with the error of a row or of PostgreSQL, and the connection goes on', async () => {
    const rows = 'select n from generate_series(1, 5000) n';
    const fail = (): never => {
      throw new RangeError('too long');
    };
    await expect(connection.copy(rows, fail, PATIENCE_MS)).rejects.toThrow('too long');
    await expect(
      connection.copy('select 1 / (3 - n) from generate_series(1, 5) n', () => undefined, PATIENCE_MS),
    ).rejects.toThrow('division by zero');
    let last: number | null = 0;
    await connection.copy(rows, (row) => (last = row.integer()), PATIENCE_MS);
    expect(last).toBe(5000);
  });

  it('fails if the server is silent', async () => {
    const silent = await open();
    const copied = silent.copy('select pg_sleep(60)::text', () => undefined, 50);
    await expect(copied).rejects.toThrow(NoResponseError);
    expect(silent.isLost).toBe(true);
    await silent.close();
  });
});

/** What the index knows of the rows of the first test. */
function contentOf({ tree, domains, orgIps }: RoutingIndex): unknown[] {
  return [
    [7300001, 7300002].map((id) => {
      const slot = tree.slotOf(id);
      return {
        name: tree.nameOf(slot),
        isSuspended: tree.isSuspended(slot),
        depth: tree.depthBelow(tree.slotOf(1), slot),
      };
    }),
    ['load-1.example', 'load-2.example'].map((name) => {
      const domain = domains.find(name)!;
      return { ...domains.detailsOf(domain), active: domain.active, owner: tree.idOf(domain.ownerSlot) };
    }),
    ['100.70.0.9', '100.70.1.1', '2001:db8:70::1'].map((address) =>
      orgIps
        .findNetwork(parseAddress(address)!)!
        .orgIps.map(({ slot, ownerSlot, ...orgIp }) => ({
          ...orgIp,
          id: orgIps.idOf(slot),
          owner: tree.idOf(ownerSlot),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    ),
  ];
}
