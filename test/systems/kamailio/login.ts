import type { Trial } from './trial.js';
import { check } from '../../support/result.js';

const INSUFFICIENT_PRIVILEGE = '42501';

/** The login for the views sees nothing else, and changes nothing. */
export async function checkLogin({ platform }: Trial): Promise<void> {
  const url = platform.databaseUrl('kamailio');
  const isRefused = async (sql: string): Promise<boolean> =>
    platform.query(sql, url).then(
      () => false,
      (error: unknown) => (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE,
    );
  const [rows] = await platform.query<{ n: number }>(`select count(*)::integer as n from address`, url);
  check('the login of the proxy sees the views', rows!.n > 20, `${rows!.n} rows of address`);
  const tables = await platform.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const readable: string[] = [];
  for (const { name } of tables) if (!(await isRefused(`select from ${name}`))) readable.push(name);
  check('and none of the tables', tables.length > 5 && readable.length === 0, readable.join(', '));
  const writes = [
    'create table public.mine ()',
    'create table kamailio.mine ()',
    'set role organizations_platform',
  ];
  const done: string[] = [];
  for (const write of writes) if (!(await isRefused(write))) done.push(write);
  check('and changes nothing', done.length === 0, done.join(', '));
}
