import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Diagram {
  rooms: string[];
  arrows: [from: string, to: string][];
  /** The rooms of a frame. */
  within: (name: string) => string[];
}

const PAGE = 'docs/architecture.md';

describe('the architecture diagram', () => {
  let diagram: Diagram;
  /** `from → to` of each import that leaves its room, and a file that has it. */
  const imports = new Map<string, string>();

  beforeAll(async () => {
    const { readDiagram, pathOf } = await import(pathToFileURL(resolve('tools/docs/architecture.js')).href);
    diagram = readDiagram();
    const paths = diagram.rooms.map((room) => [room, new RegExp(pathOf(room))] as const);
    const roomOf = (file: string): string => paths.find(([, path]) => path.test(file))?.[0] ?? file;
    const cruised = execFileSync(
      'node_modules/.bin/depcruise',
      ['--config', '.dependency-cruiser.js', '--output-type', 'json', 'src', 'migrations', 'bench', 'tools'],
      { encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    const { modules } = JSON.parse(cruised) as {
      modules: { source: string; dependencies: { resolved: string }[] }[];
    };
    for (const { source, dependencies } of modules)
      for (const { resolved } of dependencies) {
        const [from, to] = [roomOf(source), roomOf(resolved)];
        const ours = /^(src|migrations|bench|tools)\//;
        if (from !== to && ours.test(source) && ours.test(resolved)) imports.set(`${from} → ${to}`, source);
      }
  });

  it('has an arrow for every import from one room to another', () => {
    const drawn = new Set(
      diagram.arrows.flatMap(([from, to]) =>
        diagram.within(from).flatMap((one) => diagram.within(to).map((other) => `${one} → ${other}`)),
      ),
    );
    expect([...imports].filter(([arrow]) => !drawn.has(arrow))).toEqual([]);
  });

  it('has no arrow without an import', () => {
    const needed = ([from, to]: [string, string]): boolean =>
      diagram
        .within(from)
        .some((one) => diagram.within(to).some((other) => imports.has(`${one} → ${other}`)));
    expect(diagram.arrows.filter((arrow) => !needed(arrow))).toEqual([]);
  });

  it('has no redundant arrow', () => {
    const arrows = diagram.arrows.map(([from, to]) => `${from} → ${to}`);
    expect(arrows).toEqual([...new Set(arrows)]);
  });
});

describe('the architecture page', () => {
  it('links to existing files', () => {
    const links = [...readFileSync(PAGE, 'utf8').matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !existsSync(join(dirname(PAGE), link)))).toEqual([]);
  });
});
