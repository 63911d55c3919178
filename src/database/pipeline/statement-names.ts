import { LRUCache } from 'lru-cache';

/** How many shared statements a connection prepares: the first ones that are used often enough. PostgreSQL plans the others each time. */
const MAX_NAMES = 500;
/** How many statements of single scopes it prepares: the last ones that were used often enough. */
const MAX_SCOPED_NAMES = 250;
/** More than all names that are given out at one time: those of the settings are few. A connection closes what is older. */
export const MAX_PREPARED = MAX_NAMES + MAX_SCOPED_NAMES + 50;
/** A statement is prepared from this use on. */
const MIN_SIGHTINGS = 3;

/** The names under which connections prepare statements: the same for all connections of a kind. */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly sightings = new LRUCache<string, number>({ max: 2 * MAX_NAMES });

  /** `kind` starts the names. Connections that prepare other statements are of another kind. */
  constructor(private readonly kind: string) {}

  /**
   * Each statement has a name for the whole platform and one for subtrees. PostgreSQL plans for a role, and would plan
   * again whenever the role changes.
   */
  nameFor(text: string, scope: string): string | undefined {
    const key = scope === '/' ? text : `${text} in a subtree`;
    let name = this.names.get(key);
    if (name !== undefined || this.names.size === MAX_NAMES) return name;
    // Statements that are used once or twice take no name.
    const sightings = (this.sightings.get(key) ?? 0) + 1;
    this.sightings.set(key, sightings);
    if (sightings >= MIN_SIGHTINGS) this.names.set(key, (name = `${this.kind}_${this.names.size + 1}`));
    return name;
  }
}

/**
 * The names of statements that are prepared for one scope each. A name is never given to a second statement, so the
 * connections need not agree on when the first has gone.
 */
export class ScopedStatementNames {
  private readonly names = new LRUCache<string, string>({ max: MAX_SCOPED_NAMES });
  private readonly sightings = new LRUCache<string, number>({ max: 4 * MAX_SCOPED_NAMES });
  private given = 0;

  nameFor(text: string, scope: string): string | undefined {
    const key = `${scope} ${text}`;
    let name = this.names.get(key);
    if (name !== undefined) return name;
    const sightings = (this.sightings.get(key) ?? 0) + 1;
    this.sightings.set(key, sightings);
    if (sightings >= MIN_SIGHTINGS) this.names.set(key, (name = `scoped_${++this.given}`));
    return name;
  }
}
