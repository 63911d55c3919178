import { LRUCache } from 'lru-cache';

/** How many statements a connection keeps; what comes after them is planned each time. */
const MAX_NAMES = 500;
/** How often a statement has been asked that others will ask. */
const MIN_SIGHTINGS = 3;

/** Names under which connections keep statements, and the plans for them: the same for all connections of a kind. */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly sightings = new LRUCache<string, number>({ max: 2 * MAX_NAMES });

  /** `kind`: of connections that are asked for other things, or in another way, than others. */
  constructor(private readonly kind: string) {}

  /** A plan is made for a role, and PostgreSQL would make it anew at each change: so a name is for one of the two. */
  nameFor(text: string, scope: string): string | undefined {
    const key = scope === '/' ? text : `${text} in a subtree`;
    let name = this.names.get(key);
    if (name !== undefined || this.names.size === MAX_NAMES) return name;
    // What is asked once in a while is not worth a place.
    const seen = (this.sightings.get(key) ?? 0) + 1;
    this.sightings.set(key, seen);
    if (seen >= MIN_SIGHTINGS) this.names.set(key, (name = `${this.kind}_${this.names.size + 1}`));
    return name;
  }
}
