/** How many statements a connection keeps; what comes after them is planned each time. */
const MOST_NAMES = 500;

/** Names under which connections keep statements, and the plans for them: the same for all connections of a kind. */
export class StatementNames {
  private readonly names = new Map<string, string>();

  /** `kind`: of connections that are asked for other things, or in another way, than others. */
  constructor(private readonly kind: string) {}

  /** A plan is made for a role, and PostgreSQL would make it anew at each change: so a name is for one of the two. */
  of(text: string, scope: string): string | undefined {
    const key = scope === '/' ? text : `${text} in a subtree`;
    let name = this.names.get(key);
    if (name === undefined && this.names.size < MOST_NAMES)
      this.names.set(key, (name = `${this.kind}_${this.names.size + 1}`));
    return name;
  }
}
