import type { ClientConfig, PoolClient } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations.js';

/** Key of the advisory lock, the same for all instances. */
const MIGRATION_LOCK = 7301000;

/** The role of the program: it owns nothing, and row-level security applies to it. */
export const APP_ROLE = 'organizations_app';
/** The role for transactions of administrators: it sees the whole platform and has no further privileges. */
export const PLATFORM_ROLE = 'organizations_platform';

/** How long a request waits for a connection before it fails with 503. */
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * How long the program waits for the result of a query before it discards the connection. A working server would have
 * cancelled the query earlier (`statement_timeout`).
 */
const QUERY_TIMEOUT_MS = 20_000;

export type Entities = DataSourceOptions['entities'];

/** A data source with the privileges of the login: for migrations and demo data. */
export function createOwnerDataSource(url: string, entities: Entities = []): DataSource {
  return createDataSource(url, 2, entities);
}

/**
 * The data source of the program. A login with more privileges (a superuser, the owner of the tables) switches to the role of
 * the program on every connection.
 */
export async function connectAsApplication(
  url: string,
  poolSize: number,
  entities: Entities,
  limits: ClientConfig = {},
): Promise<DataSource> {
  const dataSource = createDataSource(withRole(url, APP_ROLE), poolSize, entities, {
    query_timeout: QUERY_TIMEOUT_MS,
    ...limits,
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    // The role does not exist, or the login may not use it.
    if (['22023', '42501'].includes((error as { code?: string }).code ?? ''))
      throw roleError(APP_ROLE, error as Error);
    throw error;
  }
  await assertUnprivileged(dataSource).catch(async (error: unknown) => {
    await dataSource.destroy();
    throw error;
  });
  return dataSource;
}

function roleError(role: string, cause: Error): Error {
  return new Error(
    `The login of DATABASE_URL cannot work as the role ${role}: ${cause.message}. ` +
      `Run the migrations first, and let an administrator of the server grant what it takes: ` +
      `"grant ${PLATFORM_ROLE} to <login>"`,
    { cause },
  );
}

/** Checks the current role, because a connection pooler may have dropped the change of role. */
async function assertUnprivileged(dataSource: DataSource): Promise<void> {
  const [role] = await dataSource.query<
    { name: string; bypasses: boolean; owns: boolean; foreign: boolean }[]
  >(
    `select role.rolname as name, role.rolsuper or role.rolbypassrls as bypasses,
            pg_has_role(role.oid, relowner, 'usage') or pg_has_role(role.oid, 'pg_database_owner', 'usage') as owns,
            not pg_has_role(relowner, 'pg_database_owner', 'usage') as foreign
       from pg_roles role, pg_class where role.rolname = current_user and pg_class.oid = to_regclass('organizations')`,
  );
  if (!role) throw new Error('There are no tables: run the migrations first (npm run db:migrate)');
  if (role.bypasses || role.owns)
    throw new Error(
      `The program would work as the database role ${role.name}, which ` +
        `${role.bypasses ? 'bypasses row-level security' : 'owns the tables'}: tenants would not be isolated. ` +
        `Let it log in as a role of its own: ` +
        `"create role <login> login password '…' in role ${PLATFORM_ROLE}; alter role <login> set role = ${APP_ROLE}"`,
    );
  await dataSource
    .transaction((manager) => manager.query(`set local role ${PLATFORM_ROLE}`))
    .catch((error: unknown) => {
      throw roleError(PLATFORM_ROLE, error as Error);
    });
  if (role.foreign)
    throw new Error(
      'The owner of the tables does not own the database, so it cannot enforce the rules of the platform: ' +
        'run "alter database … owner to …"',
    );
}

function createDataSource(
  url: string,
  poolSize: number,
  entities: Entities,
  limits: ClientConfig = {},
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities,
    migrations,
    migrationsTableName: 'schema_migrations',
    connectTimeoutMS: CONNECTION_TIMEOUT_MS,
    applicationName: 'organizations-api',
    // Queries are sent without waiting for the results of earlier ones.
    extra: { idleTimeoutMillis: 30_000, pipeline: true, onConnect: ignoreConnectionErrors, ...limits },
    // Failed queries are not logged here: their values can contain what a caller sent.
    logging: false,
  });
}

/**
 * While a connection passes from the pool to TypeORM, it has no error listener for a moment, and an unhandled error event
 * ends the process. The next query on the connection reports the error.
 */
function ignoreConnectionErrors(client: PoolClient): void {
  client.on('error', () => undefined);
}

/** A connection URL that sets a role at the start of the connection. */
export function withRole(url: string, role: string): string {
  const options = `-c role=${role}`;
  const extended = new URL(url);
  const given = extended.searchParams.get('options');
  extended.searchParams.set('options', given === null ? options : `${given} ${options}`);
  return extended.href;
}

/**
 * Runs the pending migrations and returns their names. If several instances start at once, one runs them and the others
 * wait. The lock belongs to a transaction and not to a session: a pooler may send a session's next statement to another
 * connection, and a session lock would stay with the former one.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return dataSource.transaction(async (holder) => {
    // This transaction is idle while it holds the lock, for as long as the migrations take.
    for (const limit of ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'])
      await holder.query(`set local ${limit} = 0`);
    await holder.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  });
}
