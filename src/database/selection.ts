import { LRUCache } from 'lru-cache';
import type { DataSource, EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { ReadManager } from './pipeline/read-manager.js';
import { selectionPartsOf, type SelectionParts } from './selection-parts.js';
import { orderBy, Statement, type OrderBy } from './selection-statement.js';

/**
 * Which rows of a table to read, put together from SQL: a repository says once what its rows are, and adds what its
 * caller asks for. Beside TypeORM's query builder, which composes every statement anew and takes a tenth of a
 * millisecond for that and for the rows, it costs next to nothing; and the same question has the same text, so that
 * PostgreSQL need not plan it again.
 *
 * Immutable: each method answers another one.
 */
export class Selection<T extends ObjectLiteral> {
  private constructor(private readonly parts: SelectionParts) {}

  /** The rows of an entity's table under an alias, as `refine` has them; made once for each name. */
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

  /** Takes along some columns of a row that `join` joins under the alias `property`, at most one for each row. */
  leftJoin(property: string, join: string, columns: readonly string[]): Selection<T> {
    return this.clone({ joinedRows: [...this.parts.joinedRows, { property, join, columns }], texts: {} });
  }

  /** Joins a table that decides which rows there are; each row with one of it at most. */
  innerJoin(join: string): Selection<T> {
    return this.clone({ from: `${this.parts.from} join ${join}` });
  }

  /** Reads these properties alone; the others stay undefined. */
  select(...properties: (keyof T & string)[]): Selection<T> {
    const columns = new Map(properties.map((property) => [property, this.parts.columns.get(property)!]));
    return this.clone({ columns, texts: {} });
  }

  where(sql: string, ...values: unknown[]): Selection<T> {
    const { conditions, filters } = this.parts;
    return this.clone({ conditions: [...conditions, { sql, values }], filters: filters + 1 });
  }

  /** The same where some values are frequent and others rare: it is planned for the value, each time. */
  whereSkewed(sql: string, ...values: unknown[]): Selection<T> {
    return this.where(sql, ...values).clone({ skewed: true });
  }

  /** Goes on in an order: what an index that has the order need not look for. */
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
   * The first `limit` rows in an order. Inside a subtree, and for several filters at once, the keys are looked for first:
   * an index has all that this takes, so of the thousands of rows that may be passed over none is fetched. Elsewhere an
   * index has the order, and to look for the keys first would be a second search for each row.
   */
  async page(manager: EntityManager, order: OrderBy[], limit: number): Promise<T[]> {
    const { from, conditions, filters, alias, key } = this.parts;
    const statement = new Statement();
    const keysFirst = filters > 1 || (manager instanceof ReadManager && manager.scope !== '/');
    // In the text, for PostgreSQL to know in time that it is a few rows.
    const chosen = `${statement.where(conditions)}${orderBy(order)} limit ${limit}`;
    const text = keysFirst
      ? `select ${this.columns()} from ${from}${this.joins()}
          where ${alias}.${key} = any (array(select ${alias}.${key} from ${from}${chosen}))${orderBy(order)}`
      : `select ${this.columns()} from (select ${alias}.* from ${from}${chosen}) ${alias}${this.joins()}${orderBy(order)}`;
    return this.toEntities(await this.runQuery<Row[]>(manager, text, statement.values));
  }

  /** The number of rows; of more than `most`, one more than that. */
  async count(manager: EntityManager, most?: number): Promise<number> {
    const statement = new Statement();
    const rows = `select from ${this.parts.from}${statement.where(this.parts.conditions)}`;
    const bound = most === undefined ? '' : ` limit ${most + 1}`;
    const [counted] = await this.runQuery<[{ total: number }]>(
      manager,
      `select count(*)::integer as total from (${rows}${bound}) matches`,
      statement.values,
    );
    return counted.total;
  }

  /**
   * The number of rows up to `most`; above, what PostgreSQL expects by its statistics. That is asked once in a while, for
   * whoever pages through a long list wants to know it with every page.
   */
  async countOrEstimate(
    manager: EntityManager,
    most: number,
  ): Promise<{ number: number; estimated: boolean }> {
    const { from, conditions } = this.parts;
    const scope = manager instanceof ReadManager ? manager.scope : undefined;
    const question = JSON.stringify([scope, from, conditions, most]);
    const estimates = estimatesOf(manager.dataSource);
    const known = estimates.get(question);
    if (known !== undefined) return { number: known, estimated: true };
    const counted = await this.count(manager, most);
    if (counted <= most) return { number: counted, estimated: false };
    const expected = Math.max(counted, await this.estimate(manager));
    // Not where it could be as few as are counted by the next time.
    if (scope !== undefined && expected > 2 * most) estimates.set(question, expected);
    return { number: expected, estimated: true };
  }

  private async estimate(manager: EntityManager): Promise<number> {
    const statement = new Statement();
    const [plan] = await this.runQuery<[{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }]>(
      manager,
      `explain (format json) select from ${this.parts.from}${statement.where(this.parts.conditions)}`,
      statement.values,
    );
    return plan['QUERY PLAN'][0].Plan['Plan Rows'];
  }

  /** What is best inside of a small subtree is not inside of a large one. */
  private runQuery<R>(manager: EntityManager, text: string, values: unknown[]): Promise<R> {
    return manager instanceof ReadManager && (this.parts.skewed || manager.scope !== '/')
      ? manager.queryUnprepared<R>(text, values)
      : manager.query<R>(text, values);
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

/** How long an estimate serves. */
const ESTIMATE_MS = 10_000;

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
