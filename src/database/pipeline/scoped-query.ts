import type { Duplex } from 'node:stream';
import { Query, types, type Connection, type FieldDef } from 'pg';
import utils from 'pg/lib/utils.js';
import { batchWrites } from './batch-writes.js';
import { scopeSettings } from '../scope.js';

/** One statement of a read, for whom it is asked, and how. */
export interface ScopedStatement {
  /** Path of the subtree that exists for it; `/` for everything. */
  scope: string;
  text: string;
  values: unknown[];
  /**
   * On a replica: the place in the log of writes, in bytes, that it must have replayed; null for all that it has received.
   */
  requiredLsn?: string | null | undefined;
  /**
   * Under which name the connection keeps it. Without one it is sent and planned each time: for a statement of many
   * forms, and where a pooler may hand each transaction to another connection.
   */
  name?: string;
}

export interface ScopedRows<Row> {
  rows: Row[];
  /** The version of everybody's rights that the rows were read under. */
  authEpoch: string;
}

/** The replica that was asked has not replayed what it would have to know. */
export class ReplicaLagError extends Error {}

type Callback<Row> = (error: Error | null, result?: ScopedRows<Row>) => void;

/** Who asks something that takes longer than any honest question gets no answer. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Nobody locks readers out but a migration. */
const LOCK_TIMEOUT_MS = 3_000;

/**
 * One read in one message: the settings and the statement go out before the same Sync, so that they are one
 * transaction without BEGIN and COMMIT, and the settings end with it. Beside a transaction around the read this saves
 * PostgreSQL four statements, and it lets any number of reads share a connection.
 *
 * It is a `Query` of `pg`, for in pipeline mode a client takes nothing else; what that class does is all replaced.
 */
export class ScopedQuery<Row> extends Query {
  private readonly resultRows: Row[] = [];
  private readonly settings: Message;
  private columns: Column[] | undefined;
  private authEpoch: string | undefined;
  private settingsReceived = false;
  private firstError: Error | undefined;
  private connection: Connection | undefined;
  /** `pg` wraps it where it bounds the time. */
  callback: Callback<Row>;

  constructor(
    private readonly statement: ScopedStatement,
    done: Callback<Row>,
  ) {
    super('');
    this.callback = done;
    this.settings = settingsMessage(statement);
    if (statement.name !== undefined) this.columns = columnsByText.get(statement.text);
  }

  override submit = (connection: Connection): null => {
    this.connection = connection;
    const wire = connection as unknown as Wire;
    batchWrites(wire.stream);
    try {
      send(connection, wire, this.settings);
      wire.execute(UNNAMED_PORTAL);
      send(connection, wire, this.statement);
      if (!this.columns) wire.describe(DESCRIBE_PORTAL);
      wire.execute(UNNAMED_PORTAL);
    } catch (error) {
      // A value that cannot be sent: PostgreSQL never hears of it.
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
    if (this.statement.name !== undefined) columnsByText.set(this.statement.text, this.columns);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    try {
      this.addRow(message.fields);
    } catch (error) {
      // A column is of another type than it was.
      this.handleError(error as Error);
    }
  }

  private addRow(fields: (string | null)[]): void {
    // The first row is that of the settings.
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
    // What counts is the Sync.
  }

  handleEmptyQuery(): void {
    // Likewise.
  }

  handleError(error: Error): void {
    if (this.firstError) return;
    this.firstError = error;
    columnsByText.delete(this.statement.text);
    // Whether a statement of this message was prepared, or has become unusable, only the next try can tell.
    if (this.connection) {
      const { sent, doubtful } = statementsOf(this.connection);
      for (const { name } of [this.settings, this.statement])
        if (name !== undefined && sent.delete(name)) doubtful.add(name);
    }
    this.callback(error);
  }

  handleReadyForQuery(): void {
    if (this.firstError) return;
    if (this.authEpoch === undefined) this.callback(new ReplicaLagError());
    else this.callback(null, { rows: this.resultRows, authEpoch: this.authEpoch });
  }
}

/** Of `pg`'s connection what a query writes with; its published types are of an older version. */
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
  /** Undefined for text, which is what it is. */
  parse?: ((value: string) => unknown) | undefined;
}

const { TEXT, VARCHAR, TIMESTAMPTZ } = types.builtins as Record<string, number>;

function parserOf(type: number): Column['parse'] {
  if (type === TEXT || type === VARCHAR) return undefined;
  const parse = (types.getTypeParser as (type: number) => (value: string) => unknown)(type);
  // A list has a hundred times in it, and the general way takes a microsecond or two for each.
  return type === TIMESTAMPTZ ? (value) => parseUtcTimestamp(value) ?? parse(value) : parse;
}

const UTC_TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?\+00$/;

/** `2024-01-15 10:30:00.25+00`, as PostgreSQL writes it with the time zone UTC. */
function parseUtcTimestamp(value: string): Date | undefined {
  const parts = UTC_TIMESTAMP.exec(value);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  return new Date(Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!, +fraction.padEnd(3, '0')));
}

interface Message {
  name?: string | undefined;
  text: string;
  values: unknown[];
}

const UNNAMED_PORTAL = { portal: '' };
const DESCRIBE_PORTAL = { type: 'P', name: '' } as const;

/** The columns of statements that connections keep: they do not change, so they are described once. */
const columnsByText = new Map<string, Column[]>();

/** The statements that a connection keeps, and those of which that is not sure. */
const statementsByConnection = new WeakMap<Connection, { sent: Set<string>; doubtful: Set<string> }>();

function statementsOf(connection: Connection): { sent: Set<string>; doubtful: Set<string> } {
  let statements = statementsByConnection.get(connection);
  if (!statements)
    statementsByConnection.set(connection, (statements = { sent: new Set(), doubtful: new Set() }));
  return statements;
}

function send(connection: Connection, wire: Wire, { name, text, values }: Message): void {
  if (name === undefined) wire.parse({ name: '', text });
  else {
    const { sent, doubtful } = statementsOf(connection);
    if (!sent.has(name)) {
      if (doubtful.delete(name)) wire.close({ type: 'S', name });
      wire.parse({ name, text });
      sent.add(name);
    }
  }
  wire.bind({ portal: '', statement: name ?? '', values, valueMapper: (value) => utils.prepareValue(value) });
}

/** The statement that sets what holds for the one behind it, and says which version of the rights that one sees. */
function settingsMessage({ scope, name, requiredLsn }: ScopedStatement): Message {
  const settingsForm =
    settingsForms[scope === '/' ? 'platform' : 'subtree'][requiredLsn === undefined ? 'primary' : 'replica'];
  const values: unknown[] = Object.values(scopeSettings(scope));
  if (requiredLsn !== undefined) values.push(requiredLsn);
  return { name: name === undefined ? undefined : settingsForm.name, text: settingsForm.text, values };
}

const AUTH_EPOCH = 'select value from auth_epoch';
const settingsForms = {
  platform: { primary: form('platform', '/', false), replica: form('platform_replica', '/', true) },
  subtree: { primary: form('subtree', '/1/', false), replica: form('subtree_replica', '/1/', true) },
};

/**
 * On a replica there is no version as long as it has not replayed what it has to. Each statement takes a snapshot of
 * its own, so the one behind this one sees what this one has found replayed.
 */
function form(name: string, scope: string, replica: boolean): { name: string; text: string } {
  const names = Object.keys(scopeSettings(scope));
  const settings = [
    ...names.map((setting, index) => `set_config('${setting}', $${index + 1}, true)`),
    `set_config('transaction_read_only', 'on', true)`,
    `set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', true)`,
    `set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', true)`,
  ];
  const there = `pg_is_in_recovery() and
    coalesce($${names.length + 1}::numeric, pg_last_wal_receive_lsn() - '0/0') <= pg_last_wal_replay_lsn() - '0/0'`;
  const version = replica ? `case when ${there} then (${AUTH_EPOCH}) end` : `(${AUTH_EPOCH})`;
  return { name: `settings_${name}`, text: `select ${version}, ${settings.join(', ')}` };
}
