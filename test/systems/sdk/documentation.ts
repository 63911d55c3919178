import { readFileSync } from 'node:fs';

/** The code blocks of `docs/sdk.md` in a language, in order, as they are for a server at `url`. */
export function blocks(language: string, url: string): string[] {
  const text = readFileSync('docs/sdk.md', 'utf8');
  const port = new URL(url).port;
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) =>
    code!
      .replaceAll('http://localhost:3000', url)
      .replace('setHost("localhost").setPort(3000)', `setHost("127.0.0.1").setPort(${port})`),
  );
}
