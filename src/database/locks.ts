import type { EntityManager } from 'typeorm';
import { sendInOrder, type Statement } from './send-in-order.js';

/**
 * The locks that a transaction takes before it reads what it is about to change. `lockThenRead` takes them in the order
 * in which they stand here. Because every transaction keeps to that order, none of them waits for another that waits for
 * it. docs/architecture.md ("Order of locks") lists the locks that the database takes by itself after these.
 */
export interface Locks {
  hierarchy?: HierarchyLock;
  row?: RowLock;
  /** For a rule that concerns all rows of an organization. */
  owner?: OwnerLock;
}

/** Locks of organizations against changes of the hierarchy. They wait for nothing that happens in another subtree. */
export type HierarchyLock =
  /**
   * This organization and those above it are neither moved nor deleted nor restored until the transaction ends. For writes
   * that rely on where it is. Shared with other such writes.
   */
  | { path: number }
  /**
   * The top of a subtree that this transaction moves, deletes or restores, and the new parent. Waits for all locks of paths
   * in the subtree, and they wait for it.
   */
  | { subtree: number; newParent?: number | undefined };

/** A row that no other transaction changes or deletes until this one ends. */
export interface RowLock {
  /** A constant of the code, never a value of a request. */
  table: string;
  id: number | string;
  /** Lets other transactions insert rows that refer to this one, which is how they lock it by their foreign keys. */
  allowReferences?: boolean;
}

/** Separates the transactions that check a rule over the rows of one organization, if their row meets a condition. */
export interface OwnerLock {
  /** Constants of the code. */
  table: string;
  condition: string;
  id: number | string;
}

/** Takes the locks and then reads, in one round trip. The read sees what other transactions committed before the locks. */
export function lockThenRead<T>(
  manager: EntityManager,
  { hierarchy, row, owner }: Locks,
  read: () => Promise<T>,
): Promise<T> {
  const statements: Statement[] = [];
  if (hierarchy) statements.push(hierarchyLock(hierarchy));
  if (row) statements.push(rowLock(row));
  if (owner) statements.push(ownerLock(owner));
  return sendInOrder(manager, statements, read);
}

function hierarchyLock(lock: HierarchyLock): Statement {
  return 'path' in lock
    ? ['select lock_path($1)', [lock.path]]
    : ['select lock_subtree($1, $2)', [lock.subtree, lock.newParent]];
}

function rowLock({ table, id, allowReferences = false }: RowLock): Statement {
  const strength = allowReferences ? 'no key update' : 'update';
  return [`select from ${table} where id = $1 for ${strength}`, [id]];
}

/** Not the row of the organization: a move locks that first and then the rows of its tables. */
function ownerLock({ table, condition, id }: OwnerLock): Statement {
  return [
    `select pg_advisory_xact_lock(7301006, organization_id) from ${table} where id = $1 and ${condition}`,
    [id],
  ];
}
