import { Marked, Renderer } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The guides, at the same place in the repository and in the image. */
const folder = fileURLToPath(new URL('../../../docs/', import.meta.url));

/** The guides to read first, in this order. The others follow by name. */
const readFirst = ['tour', 'tenancy', 'billing', 'errors', 'sdk', 'operations'];

/** The files in `docs/` at the start of the program: Markdown becomes pages, other files are served unchanged. */
export class Guides {
  /** Files by URL path, such as `/guides/operations`, `/guides/decisions/0002-networks` and `/guides/benchmarks.svg`. */
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
    const resolveLink = (href: string): string | undefined => this.resolveLink(href, path);
    const marked = new Marked(gfmHeadingId(), {
      renderer: {
        // The pages have no scripts, so nothing draws diagrams.
        code(token) {
          if (token.lang !== 'mermaid') return false;
          const source = new Renderer().code(token);
          return `<figure>\n${source}<figcaption>A diagram, shown as its Mermaid source</figcaption>\n</figure>\n`;
        },
        link(token) {
          const href = resolveLink(token.href);
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

  /** Links to the guides at the top level, so without the decisions. */
  private links(current: string): string {
    const rank = (path: string): number => {
      const index = readFirst.indexOf(path.slice('/guides/'.length));
      return index < 0 ? readFirst.length : index;
    };
    return [...this.files]
      .filter(([path, file]) => file.endsWith('.md') && dirname(path) === '/guides')
      .sort(([one], [other]) => rank(one) - rank(other))
      .map(([path, file]) => {
        const currentAttribute = path === current ? ' aria-current="page"' : '';
        return `<a href="${path}"${currentAttribute}>${titleOf(readFileSync(file, 'utf8'))}</a>`;
      })
      .join('\n');
  }

  /** The URL of a link in a guide. Undefined if the link leads to a file that this server does not have. */
  private resolveLink(href: string, from: string): string | undefined {
    if (/^([a-z]+:|#|\/)/.test(href)) return href;
    const [target, anchor] = href.split('#') as [string, string | undefined];
    const path = posix.join(dirname(from), target).replace(/\.md$/, '');
    if (!this.files.has(path)) return undefined;
    return anchor === undefined ? path : `${path}#${anchor}`;
  }
}

/** The first heading. Headings of guides contain no markup. */
function titleOf(source: string): string {
  return /^# (.+)$/m.exec(source)?.[1] ?? '';
}
