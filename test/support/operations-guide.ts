import { readFileSync } from 'node:fs';

const guide = readFileSync('docs/operations.md', 'utf8');

/** The code block of that name in docs/operations.md. */
export function block(name: string): string {
  const [, text] = new RegExp(`\n\`\`\`\\w+ ${name}\n([^]*?)\`\`\`\n`).exec(guide) ?? [];
  if (text === undefined) throw new Error(`docs/operations.md has no block ${name}`);
  return text;
}
