import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the diagram of docs/architecture.md: the rooms, what each of them may import, and the arrows as drawn. An arrow
 * to or from a frame is one to or from each room inside it. A dotted arrow (`-.->`) leads to files that are loaded by the
 * names of their folder, without an import. `.dependency-cruiser.js` turns the arrows into rules.
 * Throws when arrows form a loop: imports go one way.
 */
export function readDiagram() {
  const text = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
  const [, diagram] = /```mermaid\n([^]*?)```/.exec(text);
  const frames = new Map();
  const arrows = [];
  const loaded = [];
  let frame;
  for (const line of diagram.split('\n').map((written) => written.trim())) {
    const [, title] = /^subgraph (\S+)/.exec(line) ?? [];
    if (title) frames.set(title, (frame = []));
    else if (line === 'end') frame = undefined;
    else if (frame) frame.push(...names(line));
    if (line.includes('<-->')) throw new Error(`docs/architecture.md has an arrow that goes back: ${line}`);
    loaded.push(...names(line.split(' -.-> ')[1] ?? ''));
    const [from, to] = line.split(' --> ');
    if (to === undefined) continue;
    for (const one of names(from)) for (const other of names(to)) arrows.push([one, other]);
  }
  const within = (name) => frames.get(name) ?? [name];
  const rooms = [...new Set([...arrows.flat(), ...loaded].flatMap(within))];
  const imports = new Map(rooms.map((room) => [room, new Set()]));
  for (const [from, to] of arrows)
    for (const room of within(from)) for (const other of within(to)) imports.get(room).add(other);
  refuseLoops(imports);
  return { rooms, arrows, within, imports };
}

/** `org-ips & usage["…"]` → the two ids. */
function names(list) {
  return list.split(' & ').flatMap((node) => /^[a-z][\w-]*/.exec(node.trim()) ?? []);
}

function refuseLoops(imports) {
  const done = new Set();
  const visit = (room, path) => {
    if (path.includes(room))
      throw new Error(
        `docs/architecture.md has arrows in a loop: ${[...path.slice(path.indexOf(room)), room].join(' → ')}`,
      );
    if (done.has(room)) return;
    for (const other of imports.get(room)) visit(other, [...path, room]);
    done.add(room);
  };
  for (const room of imports.keys()) visit(room, []);
}

const specialPaths = {
  program: '^src/[^/]+$',
  'routing-program': '^src/routing/(main|routing-app\\.module)\\.ts$',
  routing: '^src/routing/(?!(main|routing-app\\.module)\\.ts$)',
  migrations: '^migrations/',
  bench: '^bench/',
  'dev-postgres': '^tools/dev-postgres/',
  'docs-generators': '^tools/docs/',
};

/** A regular expression for the paths of a room's files. Files directly in `src/` are the program. */
export function pathOf(room) {
  return specialPaths[room] ?? `^src/${room}/`;
}
