import { escapeLiteral } from 'pg';
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

/** The same as statements within a transaction. */
export function scopeStatements(scope: string): string[] {
  return Object.entries(scopeSettings(scope)).map(
    ([name, value]) => `set local ${name} = ${escapeLiteral(value)}`,
  );
}
