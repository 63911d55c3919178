import type { Duplex } from 'node:stream';
import { Query, types, type Connection, type FieldDef } from 'pg';
import utils from 'pg/lib/utils.js';
import { readSettings } from '../transaction-settings.js';
import { batchWrites } from './batch-writes.js';
import { MAX_PREPARED } from './statement-names.js';
import { ReplicaLagError } from '../query-engine.js';

/** A statement of a read. */
export interface ScopedStatement {
  /** Path of the visible subtree; `/` is the whole platform. */
  scope: string;
  text: string;
  values: unknown[];
  /** See `ReadOptions`. */
  requiredLsn?: string | null | undefined;
  /** The statement may run for as long as it needs, such as one whose rows the caller waits for one by one. */
  unlimited?: boolean;
  /**
   * The name under which the connection prepares the statement. Without a name PostgreSQL parses and plans it each time:
   * for statements of many texts, and behind a pooler, which may use another server connection for each transaction.
   */
  name?: string | undefined;
}

export interface ScopedRows<Row> {
  rows: Row[];
  /** The auth epoch that the statement has seen. */
  authEpoch: string;
}

type Callback<Row> = (error: Error | null, result?: ScopedRows<Row>) => void;

/**
 * One read in one message. The settings and the statement go out before the same Sync, so PostgreSQL runs them as one
 * transaction without BEGIN and COMMIT, and the settings end with it. Compared with an explicit transaction this saves
 * four statements, and it lets many reads share a connection.
 *
 * In pipeline mode a client accepts only subclasses of the `Query` of `pg`. This one replaces everything that `Query`
 * does with messages.
 */
export class ScopedQuery<Row> extends Query {
  private readonly resultRows: Row[] = [];
  private readonly settings: Message;
  private columns: Column[] | undefined;
  private authEpoch: string | undefined;
  private settingsReceived = false;
  private firstError: Error | undefined;
  private connection: Connection | undefined;
  /** `pg` wraps it when a query has a timeout. */
  callback: Callback<Row>;

  constructor(
    private readonly statement: ScopedStatement,
    done: Callback<Row>,
  ) {
    super('');
    this.callback = done;
    const { scope, requiredLsn, name } = statement;
    const settings = readSettings(scope, requiredLsn, statement);
    this.settings = name === undefined ? { ...settings, name } : settings;
  }

  override submit = (connection: Connection): null => {
    this.connection = connection;
    if (this.statement.name !== undefined)
      this.columns = statementsOf(connection).columns.get(this.statement.name);
    const wire = connection as unknown as Wire;
    batchWrites(wire.stream);
    try {
      send(connection, wire, this.settings);
      wire.execute(UNNAMED_PORTAL);
      send(connection, wire, this.statement);
      if (!this.columns) wire.describe(DESCRIBE_PORTAL);
      wire.execute(UNNAMED_PORTAL);
    } catch (error) {
      // A value cannot be sent. The Sync ends what was sent before it.
      this.handleError(error as Error);
    } finally {
      wire.sync();
    }
    return null;
  };

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: parserOf(dataTypeID),
    }));
    const { name } = this.statement;
    if (name !== undefined) statementsOf(this.connection!).columns.set(name, this.columns);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    try {
      this.addRow(message.fields);
    } catch (error) {
      // The type of a column has changed since its description was kept.
      this.handleError(error as Error);
    }
  }

  private addRow(fields: (string | null)[]): void {
    // The first row comes from the settings.
    if (!this.settingsReceived) {
      this.settingsReceived = true;
      this.authEpoch = fields[0] ?? undefined;
      return;
    }
    const row: Record<string, unknown> = {};
    const columns = this.columns!;
    for (let index = 0; index < columns.length; index++) {
      const { name, parse } = columns[index]!;
      const value = fields[index];
      row[name] = typeof value !== 'string' ? null : parse ? parse(value) : value;
    }
    this.resultRows.push(row as Row);
  }

  handleCommandComplete(): void {
    // `handleReadyForQuery` ends the read.
  }

  handleEmptyQuery(): void {
    // `handleReadyForQuery` ends the read.
  }

  handleError(error: Error): void {
    if (this.firstError) return;
    this.firstError = error;
    // The server may or may not have prepared these statements: the next use closes and prepares them again.
    if (this.connection) {
      const { sent, doubtful, columns } = statementsOf(this.connection);
      for (const { name } of [this.settings, this.statement])
        if (name !== undefined && sent.delete(name)) {
          doubtful.add(name);
          columns.delete(name);
        }
    }
    this.callback(error);
  }

  handleReadyForQuery(): void {
    if (this.firstError) return;
    if (this.authEpoch === undefined) this.callback(new ReplicaLagError());
    else this.callback(null, { rows: this.resultRows, authEpoch: this.authEpoch });
  }
}

/** The methods of the connection of `pg` that send messages. The published types are of an older version. */
interface Wire {
  stream: Duplex;
  parse(message: { name: string; text: string }): void;
  bind(message: {
    portal: string;
    statement: string;
    values: unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string }): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Column {
  name: string;
  /** Undefined for text, which needs none. */
  parse?: ((value: string) => unknown) | undefined;
}

const { TEXT, VARCHAR } = types.builtins as Record<string, number>;

function parserOf(type: number): Column['parse'] {
  if (type === TEXT || type === VARCHAR) return undefined;
  return (types.getTypeParser as (type: number) => (value: string) => unknown)(type);
}

interface Message {
  name?: string | undefined;
  text: string;
  values: unknown[];
}

const UNNAMED_PORTAL = { portal: '' };
const DESCRIBE_PORTAL = { type: 'P', name: '' } as const;

/** The prepared statements of a connection, by name. */
interface Prepared {
  /** In the order of their last use. */
  sent: Set<string>;
  /** The server may or may not have prepared these. */
  doubtful: Set<string>;
  /** A prepared statement keeps its columns, so the server describes them once. */
  columns: Map<string, Column[]>;
}

const statementsByConnection = new WeakMap<Connection, Prepared>();

function statementsOf(connection: Connection): Prepared {
  let statements = statementsByConnection.get(connection);
  if (!statements) {
    statements = { sent: new Set(), doubtful: new Set(), columns: new Map() };
    statementsByConnection.set(connection, statements);
  }
  return statements;
}

function send(connection: Connection, wire: Wire, { name, text, values }: Message): void {
  if (name === undefined) wire.parse({ name: '', text });
  else {
    const { sent, doubtful, columns } = statementsOf(connection);
    if (!sent.delete(name)) {
      if (doubtful.delete(name)) wire.close({ type: 'S', name });
      wire.parse({ name, text });
    }
    sent.add(name);
    if (sent.size > MAX_PREPARED) {
      const oldest = sent.values().next().value!;
      sent.delete(oldest);
      columns.delete(oldest);
      wire.close({ type: 'S', name: oldest });
    }
  }
  wire.bind({ portal: '', statement: name ?? '', values, valueMapper: (value) => utils.prepareValue(value) });
}
