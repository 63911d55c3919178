import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { endOfPath } from '../../../src/database/path.js';
import {
  APP_ROLE,
  PLATFORM_ROLE,
  connectAsApplication,
  createOwnerDataSource,
  migrate,
} from '../../../src/database/data-source.js';
import { loadDemoData } from '../../../src/database/demo-data.js';
import { administer, createDatabase, type TestDatabase } from '../../support/database.js';

describe('the login of DATABASE_URL', () => {
  const password = 'only for this test';
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    await administer(
      `create role test_member login password '${password}' in role ${PLATFORM_ROLE}`,
      `create role test_other login password '${password}'`,
      `create role test_owner login password '${password}'`,
    );
  });

  afterAll(async () => {
    await database.drop();
    await administer('drop role test_member', 'drop role test_other', 'drop role test_owner');
  });

  const as = (login: string, port?: number): string => {
    const url = new URL(database.url);
    url.username = login;
    url.password = password;
    if (port !== undefined) url.port = String(port);
    return url.href;
  };

  it('works as a member of the role', async () => {
    const dataSource = await connectAsApplication(as('test_member'), 2, []);
    expect(await dataSource.query('select current_user::text as role')).toEqual([{ role: APP_ROLE }]);
    await dataSource.destroy();
  });

  it('is refused if it is not a member of the role, with instructions', async () => {
    await expect(connectAsApplication(as('test_other'), 2, [])).rejects.toThrow(
      /cannot work as the role organizations_app.*grant organizations_platform to/,
    );
  });

  it('may own the tables without being a superuser: migrations run, rules hold, tenants are isolated', async () => {
    const [{ database: name } = { database: '' }] = await database.query<{ database: string }>(
      `select 'test_owned_' || floor(random() * 1e9) as database`,
    );
    await administer(`create database ${name} owner test_owner`);
    const url = new URL(as('test_owner'));
    url.pathname = `/${name}`;
    const owner = await createOwnerDataSource(url.href).initialize();
    try {
      // TypeORM also prints the error that it throws.
      const console = jest.spyOn(globalThis.console, 'log').mockReturnValue(undefined);
      await expect(migrate(owner)).rejects.toThrow(/grant organizations_platform to test_owner/);
      console.mockRestore();
      await administer(`grant ${PLATFORM_ROLE} to test_owner`);
      await migrate(owner);
      await loadDemoData(owner);
      const program = await connectAsApplication(url.href, 2, []);
      const within = (scope: string, sql: string): Promise<unknown> =>
        program.transaction(async (manager) => {
          await manager.query(
            scope === '/'
              ? `set local role ${PLATFORM_ROLE}`
              : `set local organizations.scope = '${scope}'; set local organizations.scope_end = '${endOfPath(scope)}'`,
          );
          return manager.query(sql);
        });
      const ids = 'select array_agg(id order by id) as ids from domains';
      expect(await program.query(ids)).toEqual([{ ids: null }]);
      expect(await within('/1/456/', ids)).toEqual([{ ids: ['dom_123'] }]);
      expect(await within('/', ids)).toEqual([{ ids: ['dom_123', 'dom_124'] }]);
      // Only the rules see other tenants' networks, the ancestors' status and the history.
      await expect(
        within(
          '/1/789/',
          `insert into org_ips (id, organization_id, network) values ('ip_x', 789, '203.0.113.64/26')`,
        ),
      ).rejects.toThrow(/network .* is taken/);
      await within('/', `update organizations set status_id = 1 where id = 1`);
      expect(await within('/1/456/', `select effective_status_id('/1/456/') as status`)).toEqual([
        { status: 1 },
      ]);
      await within('/1/456/', `update domains set tls_enabled = false`);
      expect(
        await within('/1/456/', `select action, resource_id from audit_entries order by id desc limit 1`),
      ).toEqual([{ action: 'updated', resource_id: 'dom_123' }]);
      await program.destroy();
    } finally {
      await owner.destroy();
      await administer(`drop database ${name} with (force)`, `revoke ${PLATFORM_ROLE} from test_owner`);
    }
  });

  it('is refused behind a pooler that drops the role option, unless the login has the role by default', async () => {
    await database.query('alter table organizations owner to test_owner');
    const pooler = createServer((socket) => forgetOptions(socket, new URL(database.url)));
    await new Promise<void>((done) => pooler.listen(0, '127.0.0.1', done));
    const { port } = pooler.address() as AddressInfo;
    const superuser = new URL(database.url);
    superuser.port = String(port);
    await expect(connectAsApplication(superuser.href, 2, [])).rejects.toThrow(/bypasses row-level security/);
    await expect(connectAsApplication(as('test_owner', port), 2, [])).rejects.toThrow(/owns the tables/);
    // As after a restore by a login that does not own the database.
    await expect(connectAsApplication(as('test_member'), 2, [])).rejects.toThrow(/does not own the database/);
    await database.query('alter table organizations owner to postgres');
    await administer(`alter role test_member set role = ${APP_ROLE}`);
    const member = await connectAsApplication(as('test_member', port), 2, []);
    expect(await member.query('select current_user::text as role')).toEqual([{ role: APP_ROLE }]);
    await member.destroy();
    await new Promise((done) => pooler.close(done));
  });
});

/** Forwards a connection without the options of its startup message, as transaction poolers do. */
function forgetOptions(socket: Socket, { hostname, port }: URL): void {
  const server = connect(Number(port), hostname);
  socket.once('data', (startup) => {
    const [...texts] = startup.subarray(8).toString().split('\0');
    const at = texts.indexOf('options');
    texts.splice(at, 2);
    const rest = Buffer.from(texts.join('\0'));
    const head = Buffer.from(startup.subarray(0, 8));
    head.writeInt32BE(rest.length + 8);
    server.write(Buffer.concat([head, rest]));
    socket.pipe(server).pipe(socket);
  });
  for (const end of [socket, server]) end.on('error', () => undefined);
}
