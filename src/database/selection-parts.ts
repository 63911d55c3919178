import type { EntityMetadata, ObjectLiteral, ValueTransformer } from 'typeorm';
import type { Condition } from './selection-statement.js';

/** A row of another table that goes along with each row, or does not exist. */
interface JoinedRow {
  property: string;
  join: string;
  columns: readonly string[];
}

/** What a selection is put together from. */
export interface SelectionParts {
  /** Makes an empty entity; undefined where a row will do, for the class adds nothing to it. */
  newEntity: (() => ObjectLiteral) | undefined;
  alias: string;
  /** The column of the primary key. */
  key: string;
  /** SQL of each property. */
  columns: ReadonlyMap<string, string>;
  transformers: ReadonlyMap<string, ValueTransformer>;
  from: string;
  joinedRows: readonly JoinedRow[];
  conditions: readonly Condition[];
  /** By how many things its caller has narrowed the rows. */
  filters: number;
  /** Whether some of them are frequent and others rare, so that what is best depends on which. */
  skewed: boolean;
  /** What is put together once for all selections that differ in their conditions alone. */
  texts: { columns?: string; joins?: string };
}

type Class = new () => ObjectLiteral;

function isPlain({ prototype }: Class): boolean {
  return Object.getOwnPropertyNames(prototype).length === 1;
}

/** All columns and all rows of an entity's table. */
export function selectionPartsOf(metadata: EntityMetadata, alias: string): SelectionParts {
  const { columns, target, tableName, primaryColumns } = metadata;
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
    joinedRows: [],
    conditions: [],
    filters: 0,
    skewed: false,
    texts: {},
  };
}
