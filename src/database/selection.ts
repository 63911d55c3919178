import { LRUCache } from 'lru-cache';
import type { DataSource, EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { ReadManager } from './read-manager.js';
import { selectionPartsOf, type Owners, type SelectionParts } from './selection-parts.js';
import { literalOf, orderBy, Statement, type OrderBy } from './selection-statement.js';

/**
 * A description of the rows to read from a table, composed of SQL fragments. A repository defines its rows once and adds
 * the filters of a request. TypeORM's query builder composes every statement anew, which takes a tenth of a millisecond
 * per statement. A selection costs almost nothing, and equal requests have equal texts, so that PostgreSQL reuses the plan.
 *
 * Immutable: each method returns a new selection.
 */
export class Selection<T extends ObjectLiteral> {
  private constructor(private readonly parts: SelectionParts) {}

  /** The rows of an entity's table under an alias, narrowed by `refine`. Cached by entity and name. */
  static of<T extends ObjectLiteral>(
    metadata: EntityMetadata,
    alias: string,
    name: string,
    refine: (all: Selection<T>) => Selection<T>,
  ): Selection<T> {
    let byName = selections.get(metadata);
    if (!byName) selections.set(metadata, (byName = new Map<string, Selection<ObjectLiteral>>()));
    let selection = byName.get(name);
    if (!selection)
      byName.set(
        name,
        (selection = refine(new Selection<T>(selectionPartsOf(metadata, alias))).clone({ filters: 0 })),
      );
    return selection as unknown as Selection<T>;
  }

  /** Adds columns of a joined table. `join` uses the alias `property` and matches at most one row for each row. */
  leftJoin(property: string, join: string, columns: readonly string[]): Selection<T> {
    return this.clone({ joinedRows: [...this.parts.joinedRows, { property, join, columns }], texts: {} });
  }

  /** Keeps the rows that have a match in the joined table, which must have at most one match for each row. */
  innerJoin(join: string): Selection<T> {
    return this.clone({ from: `${this.parts.from} join ${join}` });
  }

  /**
   * Keeps the rows whose owner meets a condition, for owners of which there are thousands at most. A page is merged from the
   * rows of each: an index that begins with the owner has them in order. `from` and `on` are those of a join, with the alias
   * `owner`.
   */
  ofEach(from: string, on: string, sql: string, ...values: unknown[]): Selection<T> {
    return this.clone({ owners: { from, on, conditions: [{ sql, values }] } });
  }

  /** Reads only these properties; the others stay undefined. */
  select(...properties: (keyof T & string)[]): Selection<T> {
    const columns = new Map(properties.map((property) => [property, this.parts.columns.get(property)!]));
    return this.clone({ columns, texts: {} });
  }

  where(sql: string, ...values: unknown[]): Selection<T> {
    const { conditions, filters } = this.parts;
    return this.clone({ conditions: [...conditions, { sql, values }], filters: filters + 1 });
  }

  /**
   * As `where`, for columns in which some values are frequent and others rare: PostgreSQL plans each statement for its
   * value. A plain value becomes part of the text, so that the plan for it can be kept.
   */
  whereSkewed(sql: string, value: unknown): Selection<T> {
    const literal = literalOf(value);
    const narrowed =
      literal === undefined ? this.where(sql, value) : this.where(sql.replace('?', () => literal));
    return narrowed.clone({ skewed: true });
  }

  /** Continues after a position in the order of the page. An index on that order skips directly to it. */
  after(sql: string, ...values: unknown[]): Selection<T> {
    return this.clone({ conditions: [...this.parts.conditions, { sql, values }] });
  }

  async one(manager: EntityManager): Promise<T | null> {
    return (await this.all(manager))[0] ?? null;
  }

  async all(manager: EntityManager, ...order: OrderBy[]): Promise<T[]> {
    const { from, conditions } = this.parts;
    const statement = new Statement();
    const text =
      `select ${this.columns()} from ${from}${this.joins()}` +
      `${statement.where(conditions)}${orderBy(order)}`;
    return this.toEntities(await manager.query<Row[]>(text, statement.values));
  }

  /**
   * The first `limit` rows in an order. Inside a subtree, and with several filters, the statement finds the keys first: a
   * covering index holds everything for that, so PostgreSQL fetches none of the thousands of rows that it may skip.
   * Otherwise an index already has the order, and finding the keys first would search for each row twice.
   */
  async page(manager: EntityManager, order: OrderBy[], limit: number): Promise<T[]> {
    const { from, conditions, filters, alias, key, owners } = this.parts;
    const statement = new Statement();
    // The limit is part of the text so that PostgreSQL plans for few rows.
    const chosen = (): string => `${from}${statement.where(conditions)}${orderBy(order)} limit ${limit}`;
    const keysFirst = filters > 1 || (manager instanceof ReadManager && manager.scope !== '/');
    const keys = owners
      ? this.merged(owners, statement, order, limit)
      : keysFirst && `select ${alias}.${key} from ${chosen()}`;
    const text = keys
      ? `select ${this.columns()} from ${from}${this.joins()}
          where ${alias}.${key} = any (array(${keys}))${orderBy(order)}`
      : `select ${this.columns()} from (select ${alias}.* from ${chosen()}) ${alias}${this.joins()}${orderBy(order)}`;
    return this.toEntities(await this.runQuery<Row[]>(manager, text, statement.values));
  }

  /**
   * The keys of the first `limit` rows of all owners. They belong to the `limit` owners whose own first rows come first, so
   * only of those more than one row is read.
   */
  private merged(owners: Owners, statement: Statement, order: OrderBy[], limit: number): string {
    const { from, conditions, alias, key } = this.parts;
    const ordered = orderBy(order);
    const rowsOfOwner = (most: number): string =>
      `cross join lateral (select ${alias}.* from ${from}` +
      `${statement.where([{ sql: owners.on, values: [] }, ...conditions])}${ordered} limit ${most}) ${alias}`;
    const chosen =
      `select owner.* from ${owners.from} ${rowsOfOwner(1)}` +
      `${statement.where(owners.conditions)}${ordered} limit ${limit}`;
    return `select ${alias}.${key} from (${chosen}) owner ${rowsOfOwner(limit)}${ordered} limit ${limit}`;
  }

  /**
   * Inserts a row and returns it as this selection reads rows. Fails with `insufficient_privilege` if the caller could not
   * see it.
   */
  insert(manager: EntityManager, row: Partial<T>): Promise<T> {
    const { table } = this.parts;
    const statement = new Statement();
    const values = this.toColumns(row).map(([column, value]) => [column, statement.add(value)] as const);
    const inserted =
      `insert into ${table.name} (${values.map(([column]) => column).join(', ')})` +
      ` values (${values.map(([, placeholder]) => placeholder).join(', ')})`;
    return this.written(manager, inserted, statement);
  }

  /** Changes the row with this key and returns it as this selection reads rows. */
  update(manager: EntityManager, key: unknown, changes: Partial<T>): Promise<T> {
    const { table, key: keyColumn } = this.parts;
    const statement = new Statement();
    const values = this.toColumns(changes).map(([column, value]) => `${column} = ${statement.add(value)}`);
    if (table.updateDate !== undefined) values.push(`${table.updateDate} = now()`);
    const updated = `update ${table.name} set ${values.join(', ')} where ${keyColumn} = ${statement.add(key)}`;
    return this.written(manager, updated, statement);
  }

  /** The row that a statement writes. It is read together with the write, which saves another statement. */
  private async written(manager: EntityManager, write: string, { values }: Statement): Promise<T> {
    const { alias } = this.parts;
    const text = `with ${alias} as (${write} returning *) select ${this.columns()} from ${alias}${this.joins()}`;
    return this.toEntities(await manager.query<Row[]>(text, values))[0]!;
  }

  private toColumns(row: Partial<T>): (readonly [column: string, value: unknown])[] {
    const { table, transformers } = this.parts;
    return Object.entries(row).map(([property, value]) => {
      const transformer = transformers.get(property);
      return [
        table.columns.get(property)!,
        transformer ? (transformer.to(value) as unknown) : value,
      ] as const;
    });
  }

  /** The number of rows, but at most `max + 1`. */
  async count(manager: EntityManager, max?: number): Promise<number> {
    const statement = new Statement();
    const rows = this.rows(statement);
    const bound = max === undefined ? '' : ` limit ${max + 1}`;
    const [counted] = await this.runQuery<[{ total: number }]>(
      manager,
      `select count(*)::integer as total from (${rows}${bound}) matches`,
      statement.values,
      true,
    );
    return counted.total;
  }

  /**
   * The exact number of rows up to `max`; above that, the planner's estimate. Estimates are cached for a short time,
   * because a client that pages through a long list gets the total with every page.
   */
  async countOrEstimate(
    manager: EntityManager,
    max: number,
  ): Promise<{ number: number; estimated: boolean }> {
    const estimates = estimatesOf(manager.dataSource);
    const key = this.estimateKey(manager, `above ${max}`);
    const known = estimates.get(key);
    if (known !== undefined) return { number: known, estimated: true };
    const counted = await this.count(manager, max);
    if (counted <= max) return { number: counted, estimated: false };
    const expected = Math.max(counted, await this.estimate(manager));
    if (manager instanceof ReadManager)
      // Near the limit, the exact number may soon be below it.
      estimates.set(key, expected, { ttl: expected > 2 * max ? ESTIMATE_MS : NEAR_ESTIMATE_MS });
    return { number: expected, estimated: true };
  }

  /** The planner's estimate of the number of rows, cached like those of `countOrEstimate`. */
  async estimate(manager: EntityManager): Promise<number> {
    const estimates = estimatesOf(manager.dataSource);
    const key = this.estimateKey(manager, 'any');
    const known = estimates.get(key);
    if (known !== undefined) return known;
    const statement = new Statement();
    const [plan] = await this.runQuery<[{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }]>(
      manager,
      `explain (format json) ${this.rows(statement)}`,
      statement.values,
    );
    const expected = plan['QUERY PLAN'][0].Plan['Plan Rows'];
    if (manager instanceof ReadManager) estimates.set(key, expected);
    return expected;
  }

  private rows(statement: Statement): string {
    const { from, conditions, owners } = this.parts;
    return owners
      ? `select from ${owners.from} join ${from} on ${owners.on}${statement.where([...owners.conditions, ...conditions])}`
      : `select from ${from}${statement.where(conditions)}`;
  }

  /** `kind`: an estimate that no count has confirmed does not stand for one that a count has. */
  private estimateKey(manager: EntityManager, kind: string): string {
    const { from, conditions, owners } = this.parts;
    return JSON.stringify([
      manager instanceof ReadManager ? manager.scope : undefined,
      from,
      owners,
      conditions,
      kind,
    ]);
  }

  /**
   * The best plan for a small subtree is not the best plan for a large one, so a subtree has plans of its own. The best plan
   * for one value is not the best plan for another, so a statement with values is planned each time.
   */
  private runQuery<R>(manager: EntityManager, text: string, values: unknown[], coalesce = false): Promise<R> {
    if (!(manager instanceof ReadManager)) return manager.query<R>(text, values);
    const varies = this.parts.skewed || manager.scope !== '/';
    const preparation = !varies ? 'shared' : values.length === 0 ? 'scoped' : 'none';
    return manager.queryWith<R>({ preparation, coalesce }, text, values);
  }

  private clone(change: Partial<SelectionParts>): Selection<T> {
    return new Selection<T>({ ...this.parts, ...change });
  }

  private columns(): string {
    return (this.parts.texts.columns ??= this.listColumns());
  }

  private listColumns(): string {
    const own = [...this.parts.columns].map(([property, sql]) => `${sql} as "${property}"`);
    const others = this.parts.joinedRows.flatMap(({ property, columns }) =>
      columns.map((column) => `${property}.${column} as "${property}.${column}"`),
    );
    return [...own, ...others].join(', ');
  }

  private joins(): string {
    const { texts, joinedRows } = this.parts;
    return (texts.joins ??= joinedRows.map(({ join }) => ` left join ${join}`).join(''));
  }

  private toEntities(rows: Row[]): T[] {
    const { newEntity, columns, joinedRows, transformers } = this.parts;
    const properties = [...columns.keys()];
    const others = joinedRows.map(({ property, columns: names }) => ({
      property,
      columns: names.map((name) => [name, `${property}.${name}`] as const),
    }));
    return rows.map((row) => {
      const entity = newEntity ? newEntity() : row;
      if (newEntity) for (const property of properties) entity[property] = row[property];
      for (const [property, transformer] of transformers)
        entity[property] = transformer.from(row[property]) as unknown;
      for (const { property, columns: names } of others) {
        const other: Row = {};
        for (const [name, column] of names) other[name] = row[column];
        entity[property] = other.id === null ? null : other;
      }
      return entity as T;
    });
  }
}

type Row = Record<string, unknown>;

/** How long an estimate is cached. */
const ESTIMATE_MS = 10_000;
/** The same for an estimate that is at most twice the limit of exact numbers. */
const NEAR_ESTIMATE_MS = 1_000;

const estimatesByDatabase = new WeakMap<DataSource, LRUCache<string, number>>();

function estimatesOf(database: DataSource): LRUCache<string, number> {
  let estimates = estimatesByDatabase.get(database);
  if (!estimates) {
    estimates = new LRUCache({ max: 1_000, ttl: ESTIMATE_MS });
    estimatesByDatabase.set(database, estimates);
  }
  return estimates;
}

const selections = new WeakMap<EntityMetadata, Map<string, Selection<ObjectLiteral>>>();
