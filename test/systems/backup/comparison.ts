import { DATABASE, type Cluster } from './cluster.js';
import { administrator, manager, type Program } from './program.js';

/** What each caller asks to see whether an instance answers as another one did. */
const questions: [string, string[]][] = [
  [
    administrator,
    [
      ...['/organizations?limit=100', '/organizations/1/tree', '/organizations/456', '/domains?limit=100'],
      ...['/orgips/index?limit=100', '/organizations/456/contacts', '/billingprofile', '/apikeys'],
      ...['/billingprofile/org_1000/effective', '/audit?limit=100', '/lookups/countries?limit=100'],
    ],
  ],
  [
    manager,
    [
      ...['/organizations/my', '/organizations?limit=100', '/domains?limit=100', '/domains/dom_124'],
      ...['/organizations/456/spend', '/organizations/456/charges'],
      ...['/organizations/789', '/organizations/456/tree', '/audit?limit=100', '/orgips/index'],
    ],
  ],
];

export type Answers = Record<string, unknown>;

/** Everything the program says of what is there, but for what is of one request alone. */
export async function answersOf(program: Program): Promise<Answers> {
  const answers: Answers = {};
  for (const [token, paths] of questions)
    for (const path of paths) {
      const { status, body } = await program.ask(token, 'GET', path);
      const { requestId: _, ...rest } = body;
      answers[`${path} (${token === manager ? 'manager' : 'administrator'})`] = { status, ...rest };
    }
  return answers;
}

/**
 * The whole schema with its owners, privileges, policies and triggers, and the roles, as PostgreSQL itself dumps them: how
 * often each statement's text is there.
 */
export function schemaOf(cluster: Cluster): Record<string, number> {
  const script = statementsOf(
    cluster.run('pg_dumpall', ['--roles-only']) +
      cluster.run('pg_dump', ['--schema-only', '--create', DATABASE]),
  );
  const statements: Record<string, number> = {};
  // PostgreSQL writes the casts in a check in another way once it has read its own text.
  for (const statement of script.replaceAll(/::(character varying|text)(\[\])?|[()]/g, '').split(/;\n+/))
    statements[statement] = (statements[statement] ?? 0) + 1;
  return statements;
}

/** A script without its comments and settings, and without the words at random that protect it. */
export function statementsOf(script: string): string {
  return script
    .split('\n')
    .filter((line) => !/^(--|SET |\\(un)?restrict )/.test(line))
    .join('\n');
}

/**
 * The number of rows and a checksum of each table. Unlogged tables, such as the counts of requests, are left out,
 * because a backup does not contain them.
 */
export async function contentOf(cluster: Cluster): Promise<Record<string, string>> {
  const tables = await cluster.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and relpersistence = 'p' order by relname`,
  );
  const content: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await cluster.query<{ sum: string }>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(line, '' order by line)), '') as sum
         from (select one::text as line from "${name}" one) lines`,
    );
    content[name] = row!.sum;
  }
  const sequences = await cluster.query<{ name: string; at: string }>(
    `select sequencename as name, coalesce(last_value::text, '') as at from pg_sequences order by 1`,
  );
  for (const { name, at } of sequences) content[name] = at;
  return content;
}

/** The names under which two say different things. */
export function differences(one: Record<string, unknown>, other: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
