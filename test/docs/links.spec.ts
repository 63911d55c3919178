import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  getAccess,
  AdminRoute,
  EdgeRoute,
  PublicRoute,
  RatingRoute,
  TenantRoute,
} from '../../src/auth/access.js';
import { roles } from '../../src/auth/principal.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const documents = ['.', ...['docs', 'integrations'].flatMap(foldersIn)].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

function foldersIn(folder: string): string[] {
  return [
    folder,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name)),
  ];
}

/** Without its code, in which nothing is a link or a heading. */
const prose = (markdown: string): string => markdown.replaceAll(/^```[^]*?^```$/gm, '');

/** The anchors that GitHub gives the headings of a document. */
function anchorsIn(markdown: string): string[] {
  return [...prose(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the Markdown files', () => {
  it.each(documents)('have no broken link: %s', (document) => {
    const targets = [...prose(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const missing = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [path, anchor] = target.split('#');
      const file = path === '' ? document : join(document, '..', path!);
      return !existsSync(file) || (anchor !== undefined && !anchorsIn(read(file)).includes(anchor));
    });
    expect(missing).toEqual([]);
  });

  it('are linked from the README if they are guides', () => {
    const readme = read('README.md');
    for (const name of readdirSync('docs').filter((file) => file.endsWith('.md')))
      expect(readme).toContain(`](docs/${name})`);
  });
});

describe('the tenancy guide', () => {
  const page = read('docs/tenancy.md');

  it('lists the roles of each access level as the code declares them', () => {
    const routes = [
      PublicRoute(),
      AdminRoute(),
      TenantRoute('read'),
      TenantRoute('manage'),
      TenantRoute('write'),
      EdgeRoute(),
      RatingRoute(),
    ];
    const yes = (is: boolean): string => (is ? 'yes' : 'no');
    const expected = routes.map((declare) => {
      class Route {
        readonly path = '/';
      }
      declare(Route);
      const access = getAccess(Route)!;
      const may = roles.map((role) => yes(access.level === 'public' || access.roles.includes(role)));
      return [`\`${access.level}\``, ...may, yes(!access.writes)];
    });
    const shown = [...page.matchAll(/^\| (`[a-z-]+`) +\|((?: (?:yes|no) +\|){6})$/gm)].map(
      ([, level, cells]) => [level, ...cells!.match(/yes|no/g)!],
    );
    expect(page).toContain(`| access level    | ${roles.join(' | ')} | while suspended |`);
    expect(shown).toEqual(expected);
  });

  it('names existing tests', () => {
    const rows = page.split('\n').filter((row) => row.includes('](../test/'));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const [, file] = /\(\.\.\/(test\/[a-z0-9/-]+\.test\.ts)\)/.exec(row)!;
      for (const [, name] of row.matchAll(/“([^”]+)”/g)) expect(read(file!)).toContain(`'${name}'`);
    }
  });
});
