import { PLATFORM_ROLE } from './data-source.js';
import { endOfPath } from './path.js';

/**
 * How a caller's scope reaches a query, whole: the access guard puts it into the `Principal`; the service passes the
 * principal to `UnitOfWork.read` or `write`; the unit of work makes these settings for its transaction; and the policy of
 * each table (`create policy domains_in_scope` in migrations/schema.sql) compares the row's `path` with them. No repository
 * adds a condition, and without the settings a query finds nothing.
 *
 * The settings are the range of paths in the subtree of `scope`. The whole platform (`/`) needs a role instead, whose policy
 * compares nothing.
 */
export function scopeSettings(scope: string): Record<string, string> {
  return scope === '/'
    ? { role: PLATFORM_ROLE }
    : { 'organizations.scope': scope, 'organizations.scope_end': endOfPath(scope) };
}

/** A select list that makes the settings until the end of the transaction, and its values. */
export function setConfigSql(settings: Record<string, string>): [selected: string, values: string[]] {
  const set = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, true)`);
  return [set.join(', '), Object.values(settings)];
}
