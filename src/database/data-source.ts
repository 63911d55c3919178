import type { ClientConfig, PoolClient } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations.js';

/** Any number; what counts is that all instances take the same. */
const MIGRATION_LOCK = 7301000;

/** The role that the program works as: it owns nothing, and row-level security holds for it. */
export const APP_ROLE = 'organizations_app';
/** The role that it takes for administrators, within a transaction: it sees the whole platform, and may no more. */
export const PLATFORM_ROLE = 'organizations_platform';

/** How long a request waits for a connection before its caller is told to come again. */
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * How long the program waits for the answer to a query before it gives up the connection, which leads nowhere: a server
 * that is there would have refused the query before (`statement_timeout`).
 */
const QUERY_TIMEOUT_MS = 20_000;

export type Entities = DataSourceOptions['entities'];

/** The database as the login of `url` has it: for migrations and demo data. */
export function createOwnerDataSource(url: string, entities: Entities = []): DataSource {
  return createDataSource(url, 2, entities);
}

/**
 * The database as the program works with it. A login that may more (a superuser, the owner of the tables) drops to
 * the role of the program on every connection.
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
    // No such role, or not for this login.
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

/** Looks at what the program has become: a pooler between here and PostgreSQL may have swallowed the change of role. */
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
      'The owner of the tables does not own the database, and could not hold the rules of the platform: ' +
        'let it, with "alter database … owner to …"',
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
    // Queries go out as they are asked, without waiting for the answer to the one before.
    extra: { idleTimeoutMillis: 30_000, pipeline: true, onConnect: ignoreConnectionErrors, ...limits },
    // The text of a failed query is no log line: it can hold what a caller sent.
    logging: false,
  });
}

/**
 * A connection that breaks while it changes hands between the pool and TypeORM has nobody who listens for a moment, and
 * an error that nobody listens to ends the process. Whoever uses the connection next is told by its query.
 */
function ignoreConnectionErrors(client: PoolClient): void {
  client.on('error', () => undefined);
}

/** The URL of a connection that takes a role at its start. */
export function withRole(url: string, role: string): string {
  const options = `-c role=${role}`;
  const extended = new URL(url);
  const given = extended.searchParams.get('options');
  extended.searchParams.set('options', given === null ? options : `${given} ${options}`);
  return extended.href;
}

/**
 * Brings the schema up to date and names what it ran. Of several instances that start at once, one does it and
 * the others wait. The lock is a transaction's and not a session's: a pooler gives a session's next statement to another
 * connection, and the lock would stay with the one before.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return dataSource.transaction(async (holder) => {
    // The transaction does nothing while it keeps the lock, for as long as the migrations take.
    for (const limit of ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'])
      await holder.query(`set local ${limit} = 0`);
    await holder.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  });
}
