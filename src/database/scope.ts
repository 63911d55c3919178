import { PLATFORM_ROLE } from './data-source.js';
import { endOfPath } from './path.js';

/**
 * What a transaction has to set so that row-level security shows it the subtree of `scope`: the range of its paths. For
 * everything there is a role that nothing is compared for.
 */
export function scopeSettings(scope: string): Record<string, string> {
  return scope === '/'
    ? { role: PLATFORM_ROLE }
    : { 'organizations.scope': scope, 'organizations.scope_end': endOfPath(scope) };
}

/** What to select to set them to the end of the transaction, and the values for it. */
export function setConfigSql(settings: Record<string, string>): [selected: string, values: string[]] {
  const set = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, true)`);
  return [set.join(', '), Object.values(settings)];
}
