import { getMetadataStorage } from 'class-validator';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { Environment, variableName, variables } from '../../src/config/environment.js';

interface Variable {
  name: string;
  meaning: string;
  /** Default as written in the environment; empty if there is none. */
  byDefault: string;
  values: string;
  /** The allowed values, if they are enumerated. */
  oneOf?: string[];
}

/** The table of docs/operations.md. */
export function environmentTable(): string {
  const rows = describeVariables().map(
    ({ name, meaning, byDefault, values }) =>
      `| \`${name}\` | ${byDefault && `\`${byDefault}\``} | ${values} | ${meaning} |`,
  );
  return ['| variable | default | values | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The whole of .env.example. */
export function environmentExample(): string {
  const entries = describeVariables().map(({ name, meaning, byDefault, oneOf }) => {
    const comment = [...wrap(meaning.replaceAll('`', '')), ...(oneOf ? [oneOf.join(' | ')] : [])];
    return [...comment.map((line) => `# ${line}`), `${name}=${byDefault}`].join('\n');
  });
  const head =
    '# Copy to .env for development. Every variable may be left out; an empty one counts as left out.\n' +
    '# Written by npm run docs.';
  return `${[head, ...entries].join('\n\n')}\n`;
}

/** Meanings come from the comments of the class, defaults from its initializers, values from its validators. */
function describeVariables(): Variable[] {
  const meanings = readComments('src/config/environment.ts', 'Environment');
  const defaults: Partial<Record<string, string | number | boolean | string[]>> = { ...new Environment() };
  return variables.map((property) => {
    const meaning = meanings.get(property);
    if (!meaning) throw new Error(`${property} has no comment that says what it means`);
    const name = variableName(property);
    return { name, meaning, byDefault: String(defaults[property] ?? ''), ...describeValues(property) };
  });
}

function describeValues(property: string): { values: string; oneOf?: string[] } {
  const rules = new Map(
    getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', true, false)
      .filter((rule) => rule.propertyName === property)
      .map((rule) => [rule.name ?? rule.type, rule.constraints as unknown[]]),
  );
  const oneOf = rules.has('isBoolean') ? ['true', 'false'] : (rules.get('isIn')?.[0] as string[] | undefined);
  if (oneOf) return { values: oneOf.map((value) => `\`${value}\``).join(', '), oneOf };
  if (rules.has('isInt')) return { values: `${String(rules.get('min'))} to ${String(rules.get('max'))}` };
  const kind = rules.has('isDatabaseUrl') || rules.has('isUrl') ? 'URL' : 'text';
  return { values: rules.has('isArray') ? `${kind}s with commas between` : kind };
}

/** The comments of a class's properties, without the asterisks of their lines. */
function readComments(file: string, className: string): Map<string, string> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const declaration = source.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  return new Map(
    declaration?.members.filter(ts.isPropertyDeclaration).map((member) => {
      const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
      const text = ts.getTextOfJSDocComment(comment?.comment) ?? '';
      return [member.name.getText(), text.replace(/\s+/g, ' ').trim()];
    }),
  );
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > 100) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
