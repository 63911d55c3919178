import type { DataSource, EntityManager } from 'typeorm';
import type { ReadManager } from './read-manager.js';

/**
 * Runs reads and transactions on one server. This interface is all that the rest of the program knows of the engine.
 * `PipelineEngine` implements it in production. The tests have a plain form that uses public interfaces of `pg` and
 * TypeORM only, and one contract test runs against both.
 */
export abstract class QueryEngine {
  /** The connections in use. */
  abstract readonly stats: ConnectionStats;

  /**
   * Runs `work` with a manager that sees a scope and cannot write. Each statement sees what was committed before it, as
   * in a transaction with READ COMMITTED.
   */
  abstract read<T>(options: ReadOptions, work: (manager: ReadManager) => Promise<T>): Promise<T>;

  /** Begins a transaction. The caller commits it or rolls it back, and releases it. */
  abstract begin(options: TransactionOptions): Promise<Transaction>;

  /** Gives the connections back, so that their pool can end. */
  abstract close(): Promise<void>;
}

export interface ReadOptions {
  /** Path of the visible subtree; `/` is the whole platform. */
  scope: string;
  /**
   * On a replica: the position in the write-ahead log, in bytes, that it must have replayed; null for everything that it
   * has received. A replica that has not throws `ReplicaLagError`.
   */
  requiredLsn?: string | null | undefined;
  /** Receives the auth epoch that a statement has seen. The statement fails when this rejects. */
  onAuthEpoch?: ((authEpoch: string) => Promise<void>) | undefined;
}

export interface TransactionOptions {
  scope: string;
  /** Settings that hold until the end of the transaction, in addition to those of the scope. */
  settings: Record<string, string>;
  /** Whether to parse and plan each statement again instead of using prepared statements. */
  unprepared: boolean;
}

/** A transaction on a connection of its own. */
export interface Transaction {
  /** `manager.transaction(…)` makes a savepoint. After the end, each statement is a transaction of its own. */
  readonly manager: EntityManager;
  /** The auth epoch at the beginning. Rejects when the transaction could not begin. */
  readonly authEpoch: Promise<string>;
  /** Commits. `check` is the last statement of the transaction: when it fails, so does the commit. */
  commit(check?: Statement): Promise<void>;
  rollback(): Promise<void>;
  /** Gives the connection back to its pool. */
  release(): Promise<void>;
}

export interface Statement {
  text: string;
  values: unknown[];
}

export interface ConnectionStats {
  /** Connections that reads share. */
  reading: number;
  /** Connections that one transaction uses alone. */
  writing: number;
  /** Connections that nothing uses. */
  idle: number;
  /** Reads that wait for their response. */
  reads: number;
  /** Callers that wait for a connection. */
  queued: number;
}

export interface EngineOptions {
  /** The URL of the server, for traces. */
  url: string;
  maxReadConnections: number;
}

/** Makes the engine of a server whose data source is initialized. */
export type CreateEngine = (dataSource: DataSource, options: EngineOptions) => QueryEngine;

/** The replica has not replayed the required position yet. */
export class ReplicaLagError extends Error {
  constructor() {
    super('The replica has not replayed the required position yet');
  }
}
