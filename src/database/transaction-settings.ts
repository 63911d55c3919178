import { scopeSettings, setConfigSql } from './scope.js';

/** A read that runs longer than any reasonable query fails. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Only a migration locks out readers. */
const LOCK_TIMEOUT_MS = 3_000;

const AUTH_EPOCH = 'select value from auth_epoch';

/** A statement that makes the settings of a transaction and returns the auth epoch that the transaction sees. */
export interface SettingsStatement {
  /** One of few, the same for each text. */
  name: string;
  text: string;
  values: unknown[];
}

/**
 * The settings of a read. On a replica the auth epoch is null until the replica has replayed `requiredLsn`
 * (`ReadOptions`). In READ COMMITTED each statement takes a snapshot of its own, so the statement behind this one sees
 * everything that this one found replayed.
 */
export function readSettings(
  scope: string,
  requiredLsn?: string | null,
  { unlimited = false } = {},
): SettingsStatement {
  const primary = unlimited ? 'unlimited' : 'primary';
  const { name, text } =
    forms[scope === '/' ? 'platform' : 'subtree'][requiredLsn === undefined ? primary : 'replica'];
  const values: unknown[] = Object.values(scopeSettings(scope));
  if (requiredLsn !== undefined) values.push(requiredLsn);
  return { name, text, values };
}

const forms = {
  platform: {
    primary: form('platform', '/', false),
    replica: form('platform_replica', '/', true),
    unlimited: form('platform_unlimited', '/', false, 0),
  },
  subtree: {
    primary: form('subtree', '/1/', false),
    replica: form('subtree_replica', '/1/', true),
    unlimited: form('subtree_unlimited', '/1/', false, 0),
  },
};

function form(
  name: string,
  scope: string,
  replica: boolean,
  timeoutMs = STATEMENT_TIMEOUT_MS,
): { name: string; text: string } {
  const names = Object.keys(scopeSettings(scope));
  const settings = [
    ...names.map((setting, index) => `set_config('${setting}', $${index + 1}, true)`),
    `set_config('transaction_read_only', 'on', true)`,
    `set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', true)`,
    `set_config('statement_timeout', '${timeoutMs}', true)`,
  ];
  const replayed = `pg_is_in_recovery() and
    coalesce($${names.length + 1}::numeric, pg_last_wal_receive_lsn() - '0/0') <= pg_last_wal_replay_lsn() - '0/0'`;
  const epoch = replica ? `case when ${replayed} then (${AUTH_EPOCH}) end` : `(${AUTH_EPOCH})`;
  return { name: `settings_${name}`, text: `select ${epoch} as auth_epoch, ${settings.join(', ')}` };
}

/** The settings of a transaction that writes. */
export function writeSettings(settings: Record<string, string>): { text: string; values: string[] } {
  const [selected, values] = setConfigSql(settings);
  return { text: `select (${AUTH_EPOCH}) as auth_epoch, ${selected}`, values };
}
