import type { EntityManager } from 'typeorm';
import { sendInOrder, type Statement } from './send-in-order.js';

/**
 * The locks that a transaction takes before it reads what it is about to change. `lockThenRead` takes them in the order
 * in which they stand here. Because every transaction keeps to that order, none of them waits for another that waits for
 * it. docs/architecture.md ("Order of locks") lists the locks that the database takes by itself after these.
 */
export interface Locks {
  /**
   * `shared`: no organization moves, is deleted or is restored until the transaction ends. For writes that rely on where
   * an organization is. `exclusive`: for those that change it. They wait for each other and for all shared locks.
   */
  hierarchy?: HierarchyLock;
  row?: RowLock;
}

export type HierarchyLock = 'shared' | 'exclusive';

/** A row that no other transaction changes or deletes until this one ends. */
export interface RowLock {
  /** A constant of the code, never a value of a request. */
  table: string;
  id: number | string;
  /** Lets other transactions insert rows that refer to this one, which is how they lock it by their foreign keys. */
  allowReferences?: boolean;
}

/** Takes the locks and then reads, in one round trip. The read sees what other transactions committed before the locks. */
export function lockThenRead<T>(
  manager: EntityManager,
  { hierarchy, row }: Locks,
  read: () => Promise<T>,
): Promise<T> {
  const statements: Statement[] = [];
  if (hierarchy) statements.push([hierarchyLocks[hierarchy]]);
  if (row) statements.push(rowLock(row));
  return sendInOrder(manager, statements, read);
}

const hierarchyLocks: Record<HierarchyLock, string> = {
  shared: 'select lock_hierarchy_shared()',
  exclusive: 'select lock_hierarchy()',
};

function rowLock({ table, id, allowReferences = false }: RowLock): Statement {
  const strength = allowReferences ? 'no key update' : 'update';
  return [`select from ${table} where id = $1 for ${strength}`, [id]];
}
