import { PLATFORM_ROLE } from './data-source.js';
import { endOfPath } from './path.js';

/**
 * The settings that make row-level security show a transaction the subtree of `scope`: the range of its paths. The whole
 * platform (`/`) needs a role instead, whose policy compares nothing.
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
