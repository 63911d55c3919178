import { LRUCache } from 'lru-cache';

/** How many statements a connection prepares: the first ones that are used often enough. PostgreSQL plans the others each time. */
const MAX_NAMES = 500;
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
