import type { EntityMetadata, ObjectLiteral, ValueTransformer } from 'typeorm';
import type { Condition } from './selection-statement.js';

/** A joined row of another table; it may be missing. */
interface JoinedRow {
  property: string;
  join: string;
  columns: readonly string[];
}

/** Rows of another table, each of which owns any number of the selected rows. */
export interface Owners {
  from: string;
  /** The condition that joins both. */
  on: string;
  conditions: readonly Condition[];
}

/** The parts of a selection. */
export interface SelectionParts {
  /** Creates an empty entity; undefined if the class has no behaviour, so that a plain row is enough. */
  newEntity: (() => ObjectLiteral) | undefined;
  alias: string;
  /** Column of the primary key. */
  key: string;
  /** SQL expression of each property. */
  columns: ReadonlyMap<string, string>;
  transformers: ReadonlyMap<string, ValueTransformer>;
  from: string;
  owners?: Owners;
  table: TableParts;
  joinedRows: readonly JoinedRow[];
  conditions: readonly Condition[];
  /** Number of filters that the request added. */
  filters: number;
  /** Whether a filter is on a column with frequent and rare values, so that the best plan depends on the value. */
  skewed: boolean;
  /** Texts shared by all selections that differ only in their conditions. */
  texts: { columns?: string; joins?: string };
}

/** What a write needs to know of the table. */
export interface TableParts {
  name: string;
  /** Name of the column of each property. */
  columns: ReadonlyMap<string, string>;
  /** The column that has the time of the last change. */
  updateDate: string | undefined;
}

type Class = new () => ObjectLiteral;

function isPlain({ prototype }: Class): boolean {
  return Object.getOwnPropertyNames(prototype).length === 1;
}

/** All columns and all rows of an entity's table. */
export function selectionPartsOf(metadata: EntityMetadata, alias: string): SelectionParts {
  const { columns, target, tableName, primaryColumns, updateDateColumn } = metadata;
  return {
    newEntity: isPlain(target as Class) ? undefined : () => new (target as Class)(),
    alias,
    key: primaryColumns[0]!.databaseName,
    columns: new Map(
      columns.map(({ propertyName, databaseName, isVirtualProperty, query }) => [
        propertyName,
        isVirtualProperty ? query!(alias) : `${alias}.${databaseName}`,
      ]),
    ),
    transformers: new Map(
      columns
        .filter(({ transformer }) => transformer !== undefined)
        .map(({ propertyName, transformer }) => [propertyName, transformer as ValueTransformer]),
    ),
    from: `${tableName} ${alias}`,
    table: {
      name: tableName,
      columns: new Map(columns.map(({ propertyName, databaseName }) => [propertyName, databaseName])),
      updateDate: updateDateColumn?.databaseName,
    },
    joinedRows: [],
    conditions: [],
    filters: 0,
    skewed: false,
    texts: {},
  };
}
