import { Marked, Renderer } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Here they are in the repository and in the image. */
const folder = fileURLToPath(new URL('../../../docs/', import.meta.url));

/** In which order a newcomer reads; others follow by name. */
const order = ['tour', 'tenancy', 'errors', 'sdk', 'operations'];

/** The files below `docs/` that there are at the start: Markdown as pages, what it shows and links to as it is. */
export class Guides {
  /** By path, such as `/guides/operations`, `/guides/decisions/0002-networks` and `/guides/benchmarks.svg`. */
  private readonly files = new Map(
    (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
      .filter((name) => /\.(md|svg|png|json)$/.test(name))
      .sort()
      .map((name) => [`/guides/${name.replace(/\.md$/, '')}`, join(folder, name)]),
  );

  find(path: string): { type: string; content: string | Buffer } | undefined {
    const file = this.files.get(path);
    if (file === undefined) return undefined;
    return file.endsWith('.md')
      ? { type: 'html', content: this.page(path, readFileSync(file, 'utf8')) }
      : { type: extname(file), content: readFileSync(file) };
  }

  private page(path: string, source: string): string {
    const urlOf = (href: string): string | undefined => this.addressOf(href, path);
    const marked = new Marked(gfmHeadingId(), {
      renderer: {
        // No script draws it here.
        code(token) {
          if (token.lang !== 'mermaid') return false;
          const source = new Renderer().code(token);
          return `<figure>\n${source}<figcaption>A diagram, as its source in Mermaid</figcaption>\n</figure>\n`;
        },
        link(token) {
          const href = urlOf(token.href);
          if (href === undefined) return this.parser.parseInline(token.tokens);
          token.href = href;
          return false;
        },
      },
    });
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(source)} · Organizations API</title>
<link rel="icon" type="image/svg+xml" href="/docs/favicon.svg">
<link rel="stylesheet" href="/docs/guide.css">
</head>
<body>
<nav aria-label="Guides">
<a href="/docs">Swagger UI</a>
${this.links(path)}
</nav>
<main>
${marked.parse(source, { async: false })}</main>
</body>
</html>
`;
  }

  /** To the other guides, but not to each decision. */
  private links(current: string): string {
    const place = (path: string): number => {
      const index = order.indexOf(path.slice('/guides/'.length));
      return index < 0 ? order.length : index;
    };
    return [...this.files]
      .filter(([path, file]) => file.endsWith('.md') && dirname(path) === '/guides')
      .sort(([one], [other]) => place(one) - place(other))
      .map(([path, file]) => {
        const here = path === current ? ' aria-current="page"' : '';
        return `<a href="${path}"${here}>${titleOf(readFileSync(file, 'utf8'))}</a>`;
      })
      .join('\n');
  }

  /** Where a link of a guide leads here: nowhere, if to a file that the program does not bring. */
  private addressOf(href: string, from: string): string | undefined {
    if (/^([a-z]+:|#|\/)/.test(href)) return href;
    const [target, anchor] = href.split('#') as [string, string | undefined];
    const path = posix.join(dirname(from), target).replace(/\.md$/, '');
    if (!this.files.has(path)) return undefined;
    return anchor === undefined ? path : `${path}#${anchor}`;
  }
}

/** The first heading. Those of guides have no markup. */
function titleOf(source: string): string {
  return /^# (.+)$/m.exec(source)?.[1] ?? '';
}
