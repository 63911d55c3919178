import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the diagram in architecture.md says: the rooms, what each may import, and its arrows as they are drawn. An arrow to
 * or from a frame is one to or from each room in it. The rules of imports (`.dependency-cruiser.js`) are these.
 */
export function readDiagram() {
  const text = readFileSync(join(import.meta.dirname, 'architecture.md'), 'utf8');
  const [, diagram] = /```mermaid\n([^]*?)```/.exec(text);
  const frames = new Map();
  const nodes = new Set();
  const arrows = [];
  let frame;
  for (const line of diagram.split('\n').map((written) => written.trim())) {
    const [, title] = /^subgraph (\S+)/.exec(line) ?? [];
    if (title) frames.set(title, (frame = []));
    else if (line === 'end') frame = undefined;
    else if (frame) frame.push(...named(line));
    const [from, mark, to] = line.split(/ (<?-->) /);
    if (to === undefined) continue;
    for (const one of named(from))
      for (const other of named(to)) arrows.push([one, other], ...(mark === '<-->' ? [[other, one]] : []));
  }
  const within = (name) => frames.get(name) ?? [name];
  for (const name of arrows.flat()) for (const room of within(name)) nodes.add(room);
  const imports = new Map([...nodes].map((room) => [room, new Set()]));
  for (const [from, to] of arrows)
    for (const room of within(from)) for (const other of within(to)) imports.get(room).add(other);
  return { rooms: [...nodes], arrows, within, imports };
}

/** `org-ips & traffic["…"]` → the two ids. */
function named(list) {
  return list.split(' & ').flatMap((node) => /^[a-z][\w-]*/.exec(node.trim()) ?? []);
}

/** Where a room is. What stands in none of the folders of `src/` starts and puts together the rest. */
export function pathOf(room) {
  if (room === 'program') return '^src/[^/]+$';
  return ['migrations', 'bench', 'generate'].includes(room) ? `^${room}/` : `^src/${room}/`;
}
